package dev.muster.cluster.iscsi.policy;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.ReadyToTransfer;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import java.util.Optional;

/// The data of one command on its way from the initiator: immediate data, then one R2T after the other, each for at
/// most a burst (RFC 7143 11.8). Data come in order, or the connection ends (error recovery level 0).
final class Reception {
    private final ScsiCommand command;
    private final ScsiAnswer.DataSink sink;
    private final long wanted;
    private final Residual residual;
    private final int burst;
    private final int transferTag;
    private long received;
    private long asked;
    private int r2tSn;
    private int dataSn;

    /// @param length bytes that the command needs
    /// @param available bytes that the initiator has for it
    Reception(ScsiCommand command, ScsiAnswer.DataSink sink, long length, long available, int burst, int transferTag) {
        this.command = command;
        this.sink = sink;
        this.wanted = Math.min(length, available);
        this.residual = Residual.between(available, length);
        this.burst = burst;
        this.transferTag = transferTag;
        take(command.data());
        this.asked = received;
    }

    ScsiCommand command() {
        return command;
    }

    boolean isComplete() {
        return received == wanted;
    }

    Residual residual() {
        return residual;
    }

    /// @return what went wrong
    Optional<Sense> finish() {
        return sink.finish();
    }

    /// R2T and Data-In of a command share one numbering.
    int expDataSn() {
        return r2tSn;
    }

    /// All that was asked for is here, and it is not all that is needed.
    boolean mustAsk() {
        return received == asked && !isComplete();
    }

    ReadyToTransfer ask(Numbers numbers) {
        long length = Math.min(burst, wanted - received);
        asked = received + length;
        dataSn = 0;
        return new ReadyToTransfer(command.lun(), command.taskTag(), transferTag, numbers, r2tSn++, received, length);
    }

    void on(DataOut data) throws MalformedPdu {
        int size = data.data().size();
        boolean fits = data.transferTag() == transferTag
                && data.dataSn() == dataSn
                && data.bufferOffset() == received
                && size <= asked - received
                && data.last() == (received + size == asked);
        if (!fits) {
            throw new MalformedPdu(
                    MalformedPdu.Reason.BAD_DATA_OUT, "not what the R2T asked for: DataSN " + data.dataSn());
        }
        dataSn++;
        take(data.data());
    }

    private void take(Bytes data) {
        Bytes useful = data.first((int) Math.min(data.size(), wanted - received));
        if (useful.size() > 0) {
            sink.accept(received, useful);
            received += useful.size();
        }
    }
}
