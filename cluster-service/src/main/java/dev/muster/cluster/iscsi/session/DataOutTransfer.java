package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.ReadyToTransfer;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.scsi.CommandResponse;

/// The data of one command on their way from the initiator: immediate data, then unsolicited data up to
/// FirstBurstLength, then one R2T after the other, each for at most a burst (RFC 7143 11.7, 11.8). Data come in order.
final class DataOutTransfer {
    private final ScsiCommand command;
    private final CommandResponse.DataSink sink;
    private final Bounds bounds;
    private final Residual residual;
    private final long wanted;
    private final int transferTag;
    private boolean unsolicited;
    private long received;
    /// Where the present sequence of Data-Out ends.
    private long sequenceEnd;

    private int r2tSn;
    private int dataSn;

    /// @param length bytes that the command needs
    record Bounds(long length, SessionParameters parameters) {}

    DataOutTransfer(ScsiCommand command, CommandResponse.DataSink sink, Bounds bounds, int transferTag) {
        long available = command.write() ? command.expectedLength() : 0;
        this.command = command;
        this.sink = sink;
        this.bounds = bounds;
        this.wanted = Math.min(bounds.length(), available);
        this.residual = Residual.between(available, bounds.length());
        this.transferTag = transferTag;
        this.unsolicited = command.write() && !command.last();
        accept(command.data());
        this.sequenceEnd = unsolicited ? Math.min(available, bounds.parameters().firstBurst()) : received;
    }

    ScsiCommand command() {
        return command;
    }

    CommandResponse.DataSink sink() {
        return sink;
    }

    /// More than the command needs may have come unsolicited.
    boolean isComplete() {
        return !unsolicited && received >= wanted;
    }

    Residual residual() {
        return residual;
    }

    /// R2T and Data-In of a command share one numbering.
    int expDataSn() {
        return r2tSn;
    }

    /// All that was asked for is here, and it is not all that is needed.
    boolean needsR2t() {
        return !unsolicited && received == sequenceEnd && !isComplete();
    }

    ReadyToTransfer r2t(Numbers numbers) {
        long length = Math.min(bounds.parameters().maxBurst(), wanted - received);
        sequenceEnd = received + length;
        dataSn = 0;
        return new ReadyToTransfer(command.lun(), command.taskTag(), transferTag, numbers, r2tSn++, received, length);
    }

    /// @return false if the data are not what was to come; the task is lost then
    boolean accepts(DataOut data) {
        int size = data.data().size();
        boolean whole = received + size == sequenceEnd;
        boolean fits = data.transferTag() == (unsolicited ? InitiatorPdu.RESERVED_TAG : transferTag)
                && data.dataSn() == dataSn
                && data.bufferOffset() == received
                && size <= sequenceEnd - received
                && (unsolicited ? data.last() || !whole : data.last() == whole);
        if (!fits) {
            return false;
        }
        dataSn++;
        accept(data.data());
        if (unsolicited && data.last()) {
            unsolicited = false;
            sequenceEnd = received;
        }
        return true;
    }

    private void accept(Bytes data) {
        Bytes useful = data.first(Math.clamp(wanted - received, 0, data.size()));
        if (useful.size() > 0) {
            sink.accept(received, useful);
        }
        received += data.size();
    }
}
