package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.scsi.CommandResponse;
import dev.muster.cluster.iscsi.scsi.Sense;
import java.util.Optional;
import java.util.function.Consumer;

/// The part of a command that may wait for a disk. To be run once, on any thread that may block.
public final class BlockingWork implements Runnable {
    private final ScsiCommand command;
    private final CommandResponse.Work work;
    private final Consumer<Optional<Sense>> conclude;
    private volatile Optional<Sense> outcome = Optional.of(Sense.WRITE_ERROR);

    BlockingWork(ScsiCommand command, CommandResponse.Work work, Consumer<Optional<Sense>> conclude) {
        this.command = command;
        this.work = work;
        this.conclude = conclude;
    }

    @Override
    public void run() {
        outcome = work.run();
    }

    ScsiCommand command() {
        return command;
    }

    /// On the thread of the session.
    void conclude() {
        conclude.accept(outcome);
    }
}
