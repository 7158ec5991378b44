package dev.muster.region.refusal;

import java.time.Duration;

/// What cannot be done now, and soon can.
public abstract class BusyException extends RuntimeException {
    private final Duration retryAfter;

    /// @param message what is in the way, and what to do
    protected BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /// When to try again.
    public final Duration retryAfter() {
        return retryAfter;
    }
}
