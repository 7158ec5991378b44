package dev.muster.cluster.iscsi.codec;

/// What an initiator sends, RFC 7143 section 11. Tags and sequence numbers are unsigned 32 bits in an `int`.
public sealed interface InitiatorPdu {
    /// A tag that names nothing.
    int RESERVED_TAG = -1;

    int taskTag();

    /// Takes part in the command numbering of the session (RFC 7143 4.2.2.1).
    sealed interface Numbered extends InitiatorPdu {
        boolean immediate();

        int cmdSn();
    }

    /// 11.18; a tag of `RESERVED_TAG` wants no answer.
    record NopOut(boolean immediate, long lun, int taskTag, int transferTag, int cmdSn, int expStatSn, Bytes data)
            implements Numbered {}

    /// 11.3; `attributes` is the task attribute, `expectedLength` the bytes that the initiator is ready to move.
    record ScsiCommand(
            boolean immediate,
            boolean last,
            boolean read,
            boolean write,
            int attributes,
            long lun,
            int taskTag,
            long expectedLength,
            int cmdSn,
            int expStatSn,
            Bytes cdb,
            Bytes data)
            implements Numbered {}

    /// 11.5; `function` as numbered there.
    record TaskManagementRequest(
            boolean immediate,
            int function,
            long lun,
            int taskTag,
            int referencedTag,
            int cmdSn,
            int expStatSn,
            int refCmdSn,
            int expDataSn)
            implements Numbered {}

    /// 11.12; `isid` is 48 bits, `nextStage` counts only with `transit`.
    record LoginRequest(
            boolean transit,
            boolean more,
            LoginStage stage,
            LoginStage nextStage,
            int versionMax,
            int versionMin,
            long isid,
            int tsih,
            int taskTag,
            int connectionId,
            int cmdSn,
            int expStatSn,
            Bytes text)
            implements Numbered {
        @Override
        public boolean immediate() {
            return true;
        }
    }

    /// 11.10.
    record TextRequest(
            boolean immediate,
            boolean last,
            boolean more,
            long lun,
            int taskTag,
            int transferTag,
            int cmdSn,
            int expStatSn,
            Bytes text)
            implements Numbered {}

    /// 11.14; `reason` 0 closes the session, 1 the connection, 2 removes it for recovery.
    record LogoutRequest(boolean immediate, int reason, int taskTag, int connectionId, int cmdSn, int expStatSn)
            implements Numbered {}

    /// 11.7.
    record DataOut(
            boolean last,
            long lun,
            int taskTag,
            int transferTag,
            int expStatSn,
            int dataSn,
            long bufferOffset,
            Bytes data)
            implements InitiatorPdu {}

    /// Any PDU whose data digest was wrong; `dataOut` for a Data-Out, which costs its task only.
    record Damaged(boolean dataOut, int taskTag, Bytes header) implements InitiatorPdu {}

    /// 11.16; asked for at error recovery level 1 and above, which this target does not offer. Kept whole for the
    /// reject.
    record SnackRequest(int taskTag, Bytes header) implements InitiatorPdu {}
}
