package dev.muster.region.commissioning;

/// What a machine left cannot be read; the message is for an operator.
final class UnreadableException extends Exception {
    UnreadableException(String message) {
        super(message);
    }
}
