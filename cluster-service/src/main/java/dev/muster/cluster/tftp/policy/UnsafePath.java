package dev.muster.cluster.tftp.policy;

import dev.muster.cluster.tftp.codec.TftpError;

/// A requested name that is refused without a look at any file.
public final class UnsafePath extends Exception {
    private final Reason reason;

    /// Why.
    public enum Reason {
        /// It climbs with `..`.
        PARENT,
        TOO_LONG,
        /// It has characters that no served name has.
        CONTROL_CHARACTER,
        EMPTY
    }

    UnsafePath(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// What the client is told: a name that merely cannot exist is not found.
    public TftpError error() {
        return switch (reason) {
            case PARENT -> TftpError.ACCESS_VIOLATION;
            case TOO_LONG, CONTROL_CHARACTER, EMPTY -> TftpError.FILE_NOT_FOUND;
        };
    }
}
