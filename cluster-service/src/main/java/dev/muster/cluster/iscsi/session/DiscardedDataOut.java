package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse;
import dev.muster.cluster.iscsi.scsi.Sense;
import java.util.Optional;

/// Unsolicited data for a command whose outcome does not depend on them: a status that overtakes them would free the
/// task tag while they are on their way.
///
/// @param outcome run once they are here
record DiscardedDataOut(CommandResponse.Work outcome, boolean finishWaits) implements CommandResponse.DataSink {
    /// With an outcome that is known.
    static DiscardedDataOut then(Optional<Sense> outcome) {
        return new DiscardedDataOut(() -> outcome, false);
    }

    /// The same response once the unsolicited data are here.
    static CommandResponse before(CommandResponse response) {
        return switch (response) {
            case CommandResponse.Receive receive -> receive;
            case CommandResponse.CheckCondition(Sense sense) ->
                new CommandResponse.Receive(0, then(Optional.of(sense)));
            case CommandResponse.Good good -> new CommandResponse.Receive(0, then(Optional.empty()));
            case CommandResponse.ReadImage read ->
                new CommandResponse.Receive(0, then(Optional.of(Sense.INVALID_FIELD)));
            case CommandResponse.Run run -> new CommandResponse.Receive(0, new DiscardedDataOut(run.work(), true));
        };
    }

    @Override
    public void accept(long offset, Bytes data) {
        // not needed
    }

    @Override
    public boolean takesParts() {
        return true;
    }

    @Override
    public Optional<Sense> finish() {
        return outcome.run();
    }
}
