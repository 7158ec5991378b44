package dev.muster.region.api;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// What an operation answers when all is well.
public sealed interface Answer {
    /// 200 with JSON.
    record Json(@Nullable Object value) implements Answer {}

    /// 201 with JSON.
    record Created(@Nullable Object value) implements Answer {}

    /// 200 with plain text.
    record Text(String text) implements Answer {}

    /// 200 with bytes as they are.
    final class Bytes implements Answer {
        private final byte[] content;
        private final String type;

        private Bytes(byte[] content, String type) {
            this.content = content;
            this.type = type;
        }

        byte[] content() {
            return content.clone();
        }

        String type() {
            return type;
        }
    }

    /// 200 with text that goes on until the client or the region leaves.
    record Stream(String type, Content content) implements Answer {}

    /// What writes a stream; it returns when there is no more.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// 204.
    record NoContent() implements Answer {}

    static Answer json(@Nullable Object value) {
        return new Json(value);
    }

    static Answer created(@Nullable Object value) {
        return new Created(value);
    }

    /// @param type of the content, as the header says it
    static Answer bytes(byte[] content, String type) {
        return new Bytes(content.clone(), type);
    }

    /// @param type of the content, as the header says it
    static Answer stream(String type, Content content) {
        return new Stream(type, content);
    }

    static Answer text(String text) {
        return new Text(text);
    }

    static Answer noContent() {
        return new NoContent();
    }
}
