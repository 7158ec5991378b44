package dev.muster.region.auth;

/// Credentials were given and cannot be used; the message may be shown to the caller.
final class MalformedAuthorizationException extends Exception {
    MalformedAuthorizationException(String message) {
        super(message);
    }
}
