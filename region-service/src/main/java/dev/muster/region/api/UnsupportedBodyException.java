package dev.muster.region.api;

/// A body of a type that nobody reads here.
final class UnsupportedBodyException extends RuntimeException {
    UnsupportedBodyException(String served) {
        super("Unsupported Media Type: the body must be " + served + ".");
    }
}
