package dev.muster.region.document;

/// What a machine left cannot be read; the message is for an operator.
public final class UnreadableException extends Exception {
    public UnreadableException(String message) {
        super(message);
    }
}
