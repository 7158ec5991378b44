package dev.muster.cluster.iscsi.codec;

/// What a target sends, RFC 7143 section 11. Tags and sequence numbers are unsigned 32 bits in an `int`.
public sealed interface TargetPdu {
    int taskTag();

    /// StatSN and the window of command numbers, in every answer at the same place.
    record Numbers(int statSn, int expCmdSn, int maxCmdSn) {}

    /// How far the transfer was from what the initiator expected (11.4.5).
    record Residual(Kind kind, long bytes) {
        public static final Residual NONE = new Residual(Kind.NONE, 0);

        /// Too much data for the initiator's buffer, or less than it holds.
        public enum Kind {
            NONE,
            OVERFLOW,
            UNDERFLOW
        }

        /// @param expected bytes that the initiator is ready to move
        /// @param actual bytes that the command would move
        public static Residual between(long expected, long actual) {
            if (actual == expected) {
                return NONE;
            }
            return actual > expected
                    ? new Residual(Kind.OVERFLOW, actual - expected)
                    : new Residual(Kind.UNDERFLOW, expected - actual);
        }
    }

    /// 11.19.
    record NopIn(long lun, int taskTag, int transferTag, Numbers numbers, Bytes data) implements TargetPdu {}

    /// 11.4; `sense` without the length that goes before it on the wire.
    record ScsiResponse(
            int taskTag, int response, int status, Residual residual, Numbers numbers, int expDataSn, Bytes sense)
            implements TargetPdu {}

    /// 11.6.
    record TaskManagementResponse(int taskTag, int response, Numbers numbers) implements TargetPdu {}

    /// 11.13; `nextStage` counts only with `transit`, `status` is class and detail.
    record LoginResponse(
            boolean transit,
            boolean more,
            LoginStage stage,
            LoginStage nextStage,
            long isid,
            int tsih,
            int taskTag,
            Numbers numbers,
            int status,
            Bytes text)
            implements TargetPdu {}

    /// 11.11.
    record TextResponse(boolean last, boolean more, long lun, int taskTag, int transferTag, Numbers numbers, Bytes text)
            implements TargetPdu {}

    /// 11.7; `withStatus` makes status, residual and StatSN count. The data may follow from elsewhere, see
    /// [TargetPdus].
    record DataIn(
            boolean last,
            boolean withStatus,
            int status,
            Residual residual,
            long lun,
            int taskTag,
            Numbers numbers,
            int dataSn,
            long bufferOffset,
            Bytes data)
            implements TargetPdu {}

    /// R2T, 11.8.
    record ReadyToTransfer(
            long lun, int taskTag, int transferTag, Numbers numbers, int r2tSn, long bufferOffset, long desiredLength)
            implements TargetPdu {}

    /// 11.15; times in seconds.
    record LogoutResponse(int taskTag, int response, Numbers numbers, int timeToWait, int timeToRetain)
            implements TargetPdu {}

    /// 11.17; carries the header that was refused.
    record Reject(int reason, Numbers numbers, Bytes header) implements TargetPdu {
        @Override
        public int taskTag() {
            return InitiatorPdu.RESERVED_TAG;
        }
    }

    /// 11.9.
    record AsyncMessage(
            long lun, Numbers numbers, int event, int vendorCode, int parameter1, int parameter2, int parameter3)
            implements TargetPdu {
        @Override
        public int taskTag() {
            return InitiatorPdu.RESERVED_TAG;
        }
    }
}
