package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import java.util.function.Function;

/// What waits to be sent; it gets its numbers when it is.
sealed interface Waiting {
    /// An answer that is no SCSI status.
    record Reply(Function<Numbers, TargetPdu> pdu) implements Waiting {}

    /// Shows the next StatSN and does not use it up.
    record Announcement(Function<Numbers, TargetPdu> pdu) implements Waiting {}

    record Finish(CloseReason reason) implements Waiting {}

    /// Belongs to a command, and goes when that is aborted.
    sealed interface OfTask extends Waiting {
        ScsiCommand command();
    }

    record Status(ScsiCommand command, Function<Numbers, TargetPdu> pdu) implements OfTask {}

    record Data(ScsiCommand command, Transfer transfer) implements OfTask {}

    record Start(ScsiCommand command, Job job) implements OfTask {}

    record Ask(ScsiCommand command, Reception reception) implements OfTask {}
}
