package dev.muster.cluster.iscsi.codec;

/// Bytes that are no PDU which this target can go on from: the connection ends, the reason is counted.
public final class MalformedPdu extends Exception {
    private static final long serialVersionUID = 1L;

    /// What was wrong; names a counter.
    public enum Reason {
        /// DataSegmentLength beyond what this side declared (RFC 7143 13.12).
        DATA_SEGMENT_TOO_LONG,
        /// An opcode that this direction does not have.
        UNKNOWN_OPCODE,
        /// Login, text, logout or task management without the bit that RFC 7143 fixes to one.
        MISSING_FINAL_BIT,
        /// The header has not the digest that came with it: the connection ends (RFC 7143 7.7).
        HEADER_DIGEST,
        /// The data have not the digest that came with them: their task ends (RFC 7143 7.7, 7.8).
        DATA_DIGEST,
        /// A login stage that is none (RFC 7143 11.12.3).
        BAD_LOGIN_STAGE,
        /// Text that is not `key=value` pairs ended by NUL (RFC 7143 6.1).
        BAD_TEXT,
        /// More text, or longer keys and values, than is allowed.
        TEXT_TOO_LONG,
        /// The same key twice in one negotiation (RFC 7143 6.2).
        DUPLICATE_KEY,
        /// A PDU that the state of the connection does not allow.
        OUT_OF_STATE,
        /// Data-Out that nobody asked for, or with wrong numbers or offsets.
        BAD_DATA_OUT
    }

    private final Reason reason;

    public MalformedPdu(Reason reason, String detail) {
        super(reason + ": " + detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
