package dev.muster.region.api;

import dev.muster.region.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How HTTP says that something is not done.
///
/// @param fields if there are any, they are the body, as JSON; else the text is
/// @param headers beside the body's type
record ErrorAnswer(int status, String text, Map<String, List<String>> fields, Map<String, String> headers) {
    private static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", Api.CHALLENGE);

    /// The one table from what the domain refuses to what a client sees.
    static ErrorAnswer of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid(var message) -> text(400, message);
            case Refusal.InvalidFields(var fields) -> fields(400, fields);
            case Refusal.Unauthenticated(var message) -> new ErrorAnswer(401, message, Map.of(), CHALLENGE);
            case Refusal.Forbidden(var message) -> text(403, message);
            case Refusal.NotFound(var message) -> text(404, message);
            case Refusal.Conflict(var message) -> text(409, message);
            case Refusal.Gone(var message) -> text(410, message);
            case Refusal.TooLarge(var fields) -> fields(413, fields);
            case Refusal.TooMany(var message, var retryAfter) -> later(429, message, retryAfter);
            case Refusal.Busy(var message, var retryAfter) -> later(503, message, retryAfter);
            case Refusal.Unavailable(var message) -> text(503, message);
        };
    }

    /// What HTTP itself does not allow, or what is our fault.
    static ErrorAnswer text(int status, String text) {
        return new ErrorAnswer(status, text, Map.of(), Map.of());
    }

    /// The standard's words for a status.
    static ErrorAnswer plain(int status) {
        return text(status, Failures.reason(status));
    }

    private static ErrorAnswer fields(int status, Map<String, List<String>> fields) {
        return new ErrorAnswer(status, fields.toString(), fields, Map.of());
    }

    private static ErrorAnswer later(int status, String text, Duration retryAfter) {
        return new ErrorAnswer(status, text, Map.of(), Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    String type() {
        return fields.isEmpty() ? Api.TEXT : ApiJson.TYPE;
    }

    String body(ApiJson json) {
        return fields.isEmpty() ? text : json.write(fields);
    }
}
