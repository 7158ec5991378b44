package dev.muster.region.api;

/// A request body that cannot be read; the message may be shown to the caller.
public final class MalformedBodyException extends Exception {
    public MalformedBodyException(String message) {
        super(message);
    }
}
