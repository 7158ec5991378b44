package dev.muster.region.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Carries a [Refusal] to whom it is told.
public final class RefusedException extends RuntimeException {
    /// Of what a caller named, characters: it came from outside.
    private static final int LONGEST_SHOWN = 200;

    private final Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    public static RefusedException invalid(String message) {
        return new RefusedException(new Refusal.Invalid(message));
    }

    public static RefusedException field(String field, String message) {
        return fields(Map.of(field, List.of(message)));
    }

    public static RefusedException fields(Map<String, List<String>> fields) {
        return new RefusedException(new Refusal.InvalidFields(fields));
    }

    public static RefusedException tooLarge(Map<String, List<String>> fields) {
        return new RefusedException(new Refusal.TooLarge(fields));
    }

    public static RefusedException unauthenticated(String message) {
        return new RefusedException(new Refusal.Unauthenticated(message));
    }

    public static RefusedException forbidden(String message) {
        return new RefusedException(new Refusal.Forbidden(message));
    }

    /// @param what it is known by, `node with id`
    public static RefusedException notFound(String what, String value) {
        String shown = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
        return notFound("No " + what + " '" + shown + "'.");
    }

    public static RefusedException notFound(String message) {
        return new RefusedException(new Refusal.NotFound(message));
    }

    public static RefusedException gone(String message) {
        return new RefusedException(new Refusal.Gone(message));
    }

    public static RefusedException conflict(String message) {
        return new RefusedException(new Refusal.Conflict(message));
    }

    public static RefusedException tooMany(String message, Duration retryAfter) {
        return new RefusedException(new Refusal.TooMany(message, retryAfter));
    }

    public static RefusedException busy(String message, Duration retryAfter) {
        return new RefusedException(new Refusal.Busy(message, retryAfter));
    }

    public static RefusedException unavailable(String message) {
        return new RefusedException(new Refusal.Unavailable(message));
    }
}
