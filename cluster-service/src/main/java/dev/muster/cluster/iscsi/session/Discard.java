package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.ScsiAnswer;
import dev.muster.cluster.iscsi.scsi.Sense;
import java.util.Optional;

/// Waits for data that the initiator sends unasked, for a command whose outcome is known without them: a status that
/// overtakes them would free the task tag while they are on their way.
record Discard(Optional<Sense> outcome) implements ScsiAnswer.DataSink {
    static ScsiAnswer whatComes(ScsiAnswer answer) {
        return switch (answer) {
            case ScsiAnswer.Receive receive -> receive;
            case ScsiAnswer.CheckCondition(Sense sense) -> new ScsiAnswer.Receive(0, new Discard(Optional.of(sense)));
            case ScsiAnswer.Good good -> new ScsiAnswer.Receive(0, new Discard(Optional.empty()));
            case ScsiAnswer.ReadImage read -> new ScsiAnswer.Receive(0, new Discard(Optional.of(Sense.INVALID_FIELD)));
            case ScsiAnswer.Run run -> new ScsiAnswer.Receive(0, new WorkLater(run.work()));
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

    private record WorkLater(ScsiAnswer.Work work) implements ScsiAnswer.DataSink {
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
