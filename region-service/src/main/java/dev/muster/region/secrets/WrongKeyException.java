package dev.muster.region.secrets;

/// A secret was sealed with another key, or for somebody else.
public final class WrongKeyException extends IllegalStateException {
    WrongKeyException(Throwable cause) {
        super("a secret does not open with this region's key", cause);
    }
}
