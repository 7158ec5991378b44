package dev.muster.cluster.tftp.codec;

/// Octets that are no TFTP packet: to be counted by reason and dropped, or refused where they are a request.
public final class MalformedTftpPacket extends Exception {
    private final Reason reason;
    private final boolean request;

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
        this(reason, false);
    }

    private MalformedTftpPacket(Reason reason, boolean request) {
        // no stack trace: a flood of garbage must stay cheap
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.request = request;
    }

    MalformedTftpPacket ofRequest() {
        return new MalformedTftpPacket(reason, true);
    }

    /// Whether its opcode is that of a request, to which its sender awaits an answer.
    public boolean isRequest() {
        return request;
    }

    public Reason reason() {
        return reason;
    }
}
