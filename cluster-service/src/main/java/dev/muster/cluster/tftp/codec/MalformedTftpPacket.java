package dev.muster.cluster.tftp.codec;

/// Octets that are no TFTP packet: to be counted by reason and dropped.
public final class MalformedTftpPacket extends Exception {
    private final Reason reason;

    /// What is wrong, as a metric may name it.
    public enum Reason {
        TOO_SHORT,
        UNKNOWN_OPCODE,
        UNTERMINATED_TEXT,
        EMPTY_FILE_NAME,
        UNKNOWN_MODE,
        TOO_MANY_OPTIONS
    }

    MalformedTftpPacket(Reason reason) {
        // no stack trace: a flood of garbage must stay cheap
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
