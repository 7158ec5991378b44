package dev.muster.region.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A request that is answered with an error. The one mapper turns it into the response.
public final class ApiException extends RuntimeException {
    private static final int LONGEST_SHOWN = 200;

    private final int status;
    private final Map<String, List<String>> fields;
    private final OptionalInt retryAfter;

    private ApiException(int status, String message, Map<String, List<String>> fields, OptionalInt retryAfter) {
        super(message);
        this.status = status;
        this.fields = Map.copyOf(fields);
        this.retryAfter = retryAfter;
    }

    /// 400 that names the field: `{"field": ["message"]}`.
    public static ApiException field(String field, String message) {
        return fields(Map.of(field, List.of(message)));
    }

    /// 400 that names several fields.
    public static ApiException fields(Map<String, List<String>> fields) {
        return new ApiException(400, fields.toString(), fields, OptionalInt.empty());
    }

    /// 413 that names the fields for which there is no room.
    public static ApiException tooLarge(Map<String, List<String>> fields) {
        return new ApiException(413, fields.toString(), fields, OptionalInt.empty());
    }

    /// Any status, with plain text.
    public static ApiException of(int status, String message) {
        return new ApiException(status, message, Map.of(), OptionalInt.empty());
    }

    public static ApiException badRequest(String message) {
        return of(400, message);
    }

    public static ApiException forbidden(String message) {
        return of(403, message);
    }

    /// 404 that says what is not there.
    ///
    /// @param what it is known by, `node with id`
    public static ApiException notFound(String what, String value) {
        String shown = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
        return of(404, "No " + what + " '" + shown + "'.");
    }

    public static ApiException conflict(String message) {
        return of(409, message);
    }

    /// 503, and when to try again.
    ///
    /// @param seconds for `Retry-After`
    public static ApiException unavailable(String message, int seconds) {
        return new ApiException(503, message, Map.of(), OptionalInt.of(seconds));
    }

    /// 429, and when to try again.
    ///
    /// @param seconds for `Retry-After`
    public static ApiException tooMany(String message, int seconds) {
        return new ApiException(429, message, Map.of(), OptionalInt.of(seconds));
    }

    public int status() {
        return status;
    }

    /// The fields at fault with what is wrong with each; empty for an error of another kind.
    public Map<String, List<String>> fields() {
        return fields;
    }

    public OptionalInt retryAfter() {
        return retryAfter;
    }
}
