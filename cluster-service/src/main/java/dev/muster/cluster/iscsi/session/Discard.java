package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse;
import dev.muster.cluster.iscsi.scsi.Sense;
import java.util.Optional;

/// Waits for data that the initiator sends unasked, for a command whose outcome is known without them: a status that
/// overtakes them would free the task tag while they are on their way.
record Discard(Optional<Sense> outcome) implements CommandResponse.DataSink {
    static CommandResponse whatComes(CommandResponse answer) {
        return switch (answer) {
            case CommandResponse.Receive receive -> receive;
            case CommandResponse.CheckCondition(Sense sense) ->
                new CommandResponse.Receive(0, new Discard(Optional.of(sense)));
            case CommandResponse.Good good -> new CommandResponse.Receive(0, new Discard(Optional.empty()));
            case CommandResponse.ReadImage read ->
                new CommandResponse.Receive(0, new Discard(Optional.of(Sense.INVALID_FIELD)));
            case CommandResponse.Run run -> new CommandResponse.Receive(0, new WorkLater(run.work()));
        };
    }

    @Override
    public void accept(long offset, Bytes data) {
        // nobody wants them
    }

    @Override
    public boolean takesParts() {
        return true;
    }

    @Override
    public Optional<Sense> finish() {
        return outcome;
    }

    private record WorkLater(CommandResponse.Work work) implements CommandResponse.DataSink {
        @Override
        public void accept(long offset, Bytes data) {
            // nobody wants them
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
