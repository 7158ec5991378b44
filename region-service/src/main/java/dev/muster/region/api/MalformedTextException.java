package dev.muster.region.api;

/// Text from outside that is none; the message says why, and may be shown to the caller.
public final class MalformedTextException extends Exception {
    MalformedTextException(String message) {
        super(message);
    }
}
