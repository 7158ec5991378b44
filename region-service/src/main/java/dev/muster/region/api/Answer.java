package dev.muster.region.api;

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

    static Answer text(String text) {
        return new Text(text);
    }

    static Answer noContent() {
        return new NoContent();
    }
}
