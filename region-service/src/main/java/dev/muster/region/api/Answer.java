package dev.muster.region.api;

import dev.muster.region.paging.Pages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

    /// 200 with JSON that holds [Pages], written as they are read.
    ///
    /// @param value made once there is room for it; the pages in it have begun
    /// @param next where the list goes on, if it ends before its end
    record Paged(Supplier<?> value, Optional<String> next) implements Answer {}

    /// 200 with text that goes on until the client or the region leaves.
    ///
    /// @param gone called once the answer has ended or its client has left, whether it was begun or not
    record Stream(String type, Content content, Runnable gone) implements Answer {}

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

    /// A JSON array.
    static Answer pages(Pages<?> pages) {
        return paged(pages::begun);
    }

    /// @param next where the list goes on, if it does
    static Answer pages(Pages<?> pages, Optional<String> next) {
        return new Paged(pages::begun, next);
    }

    /// A JSON object.
    static Answer entries(Pages<? extends Map.Entry<String, ?>> pages) {
        return paged(() -> new PagesJson.Entries(pages.begun()));
    }

    /// JSON with [Pages] in it.
    ///
    /// @param value begins its pages, so that what is wrong is known before any of the answer is out
    static Answer paged(Supplier<?> value) {
        return new Paged(value, Optional.empty());
    }

    static Answer created(@Nullable Object value) {
        return new Created(value);
    }

    /// @param type of the content, as the header says it
    static Answer bytes(byte[] content, String type) {
        return new Bytes(content.clone(), type);
    }

    /// @param type of the content, as the header says it
    /// @param gone called once the answer has ended or its client has left
    static Answer stream(String type, Content content, Runnable gone) {
        return new Stream(type, content, gone);
    }

    static Answer text(String text) {
        return new Text(text);
    }

    static Answer noContent() {
        return new NoContent();
    }
}
