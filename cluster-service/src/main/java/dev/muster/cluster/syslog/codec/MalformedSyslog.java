package dev.muster.cluster.syslog.codec;

/// A line that is no syslog message, or a stream that has none.
public final class MalformedSyslog extends Exception {
    /// What is wrong.
    public enum Reason {
        /// Nothing but line ends and NULs.
        EMPTY,
        /// It starts with `<`, but not with a priority of 0 to 191 in brackets.
        BAD_PRIORITY,
        /// A stream that must count its messages does not: where the next one begins cannot be told.
        NO_COUNT
    }

    private final Reason reason;
    private final transient Octets text;

    MalformedSyslog(Reason reason, Octets text) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.text = text;
    }

    public Reason reason() {
        return reason;
    }

    /// What was sent, worth keeping unless empty.
    public Octets text() {
        return text;
    }
}
