package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.TargetPdu.DataIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.scsi.BlockStore;
import dev.muster.cluster.iscsi.scsi.CommandResponse;

/// The data of one command on its way to the initiator, cut by its segment and burst lengths; the last part carries
/// the status (RFC 7143 4.2.2.4, 11.7).
final class DataInTransfer {
    /// Bytes in memory, or a part of the image.
    sealed interface Source {
        record Memory(Bytes data) implements Source {}

        record Image(long position) implements Source {}
    }

    private final int taskTag;
    private final long lun;
    private final Source source;
    private final long length;
    private final Residual residual;
    private final int segment;
    private final int burst;
    private long sent;
    private int dataSn;

    /// @param length bytes to send, above 0
    DataInTransfer(int taskTag, long lun, Source source, long length, Residual residual, SessionParameters parameters) {
        this.taskTag = taskTag;
        this.lun = lun;
        this.source = source;
        this.length = length;
        this.residual = residual;
        // Both are at least 512: whole blocks need no padding between.
        this.segment = parameters.maxSegment() & -BlockStore.BLOCK;
        this.burst = parameters.maxBurst() & -BlockStore.BLOCK;
    }

    /// The next part carries the status, and so a StatSN.
    boolean isLastNext() {
        return sent + nextLength() == length;
    }

    SessionStep next(Numbers numbers) {
        int part = nextLength();
        long from = sent;
        sent += part;
        return switch (source) {
            case Source.Memory(Bytes data) ->
                new SessionStep.Send(header(from, numbers, data.slice((int) from, (int) sent)));
            case Source.Image(long position) ->
                new SessionStep.SendImage(header(from, numbers, Bytes.EMPTY), position + from, part);
        };
    }

    private int nextLength() {
        long inBurst = burst - sent % burst;
        return (int) Math.min(Math.min(segment, inBurst), length - sent);
    }

    private DataIn header(long offset, Numbers numbers, Bytes data) {
        boolean last = sent == length;
        boolean endOfBurst = last || sent % burst == 0;
        Residual told = last ? residual : Residual.NONE;
        return new DataIn(endOfBurst, last, CommandResponse.GOOD, told, lun, taskTag, numbers, dataSn++, offset, data);
    }
}
