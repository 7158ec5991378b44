package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse;
import dev.muster.cluster.iscsi.scsi.Sense;
import java.util.Optional;

/// Unsolicited data for a command whose outcome is known without them: a status that overtakes them would free the task
/// tag while they are on their way.
record DiscardedDataOut(Optional<Sense> outcome) implements CommandResponse.DataSink {
    /// The same response once the unsolicited data are here.
    static CommandResponse before(CommandResponse response) {
        return switch (response) {
            case CommandResponse.Receive receive -> receive;
            case CommandResponse.CheckCondition(Sense sense) ->
                new CommandResponse.Receive(0, new DiscardedDataOut(Optional.of(sense)));
            case CommandResponse.Good good -> new CommandResponse.Receive(0, new DiscardedDataOut(Optional.empty()));
            case CommandResponse.ReadImage read ->
                new CommandResponse.Receive(0, new DiscardedDataOut(Optional.of(Sense.INVALID_FIELD)));
            case CommandResponse.Run run -> new CommandResponse.Receive(0, new BeforeWork(run.work()));
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
        return outcome;
    }

    private record BeforeWork(CommandResponse.Work work) implements CommandResponse.DataSink {
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
            return work.run();
        }

        @Override
        public boolean finishWaits() {
            return true;
        }
    }
}
