package dev.muster.region.api;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation answers when all is well, as clients are told of it. Tests see that it answers nothing else.
public sealed interface Shape {
    /// JSON.
    record Json(int status, Class<?> type, Many many) implements Shape {
        private boolean holds(@Nullable Object value) {
            return switch (many) {
                case NULL -> value == null;
                case ONE -> type.isInstance(value);
                case ONE_OR_NULL -> value == null || type.isInstance(value);
                case LIST ->
                    value instanceof Collection<?> list && list.stream().allMatch(type::isInstance);
                case MAP ->
                    value instanceof Map<?, ?> map
                            && map.values().stream().allMatch(one -> one == null || type.isInstance(one));
            };
        }
    }

    /// Text or bytes of this type.
    record Raw(String type) implements Shape {}

    /// No content.
    record Nothing() implements Shape {}

    /// How often the type is in the JSON.
    enum Many {
        NULL,
        ONE,
        ONE_OR_NULL,
        /// An array of it.
        LIST,
        /// An object with any names, each of which has one as its value.
        MAP
    }

    /// `null`, which clients of MAAS know that some operations answer.
    static Shape ofNull() {
        return new Json(200, Object.class, Many.NULL);
    }

    static Shape of(Class<?> type) {
        return new Json(200, type, Many.ONE);
    }

    static Shape orNull(Class<?> type) {
        return new Json(200, type, Many.ONE_OR_NULL);
    }

    static Shape listOf(Class<?> element) {
        return new Json(200, element, Many.LIST);
    }

    static Shape mapOf(Class<?> value) {
        return new Json(200, value, Many.MAP);
    }

    static Shape created(Class<?> type) {
        return new Json(201, type, Many.ONE);
    }

    static Shape text() {
        return new Raw(Api.TEXT);
    }

    /// @param type of the content, as the header says it
    static Shape raw(String type) {
        return new Raw(type);
    }

    static Shape nothing() {
        return new Nothing();
    }

    /// Whether an answer is what clients are told; of what is read page by page the elements are not looked at.
    default boolean fits(Answer answer) {
        return switch (answer) {
            case Answer.Json(var value) -> this instanceof Json json && json.status == 200 && json.holds(value);
            case Answer.Created(var value) -> this instanceof Json json && json.status == 201 && json.holds(value);
            case Answer.Paged _ -> this instanceof Json json && json.status == 200;
            case Answer.Bytes bytes -> equals(raw(bytes.type()));
            case Answer.Text _ -> equals(text());
            case Answer.Stream stream -> equals(raw(stream.type()));
            case Answer.NoContent() -> this instanceof Nothing;
        };
    }
}
