package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import java.util.function.Function;

/// A step that waits until the connection takes it; a PDU gets its numbers then.
sealed interface PendingStep {
    /// A response without a SCSI status.
    record Response(Function<Numbers, TargetPdu> pdu) implements PendingStep {}

    /// An unsolicited NOP-In: it shows the next StatSN and does not use it up (RFC 7143 11.19).
    record Ping(Function<Numbers, TargetPdu> pdu) implements PendingStep {}

    record Close(CloseReason reason) implements PendingStep {}

    /// Belongs to a command, and goes when that is aborted.
    sealed interface OfTask extends PendingStep {
        ScsiCommand command();
    }

    record Status(ScsiCommand command, Function<Numbers, TargetPdu> pdu) implements OfTask {}

    record Data(ScsiCommand command, DataInTransfer transfer) implements OfTask {}

    record Run(ScsiCommand command, BlockingWork work) implements OfTask {}

    record R2t(ScsiCommand command, DataOutTransfer transfer) implements OfTask {}
}
