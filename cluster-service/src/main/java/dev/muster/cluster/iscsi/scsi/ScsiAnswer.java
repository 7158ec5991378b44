package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.util.Optional;

/// What a logical unit makes of a command.
public sealed interface ScsiAnswer {
    int GOOD = 0x00;
    int CHECK_CONDITION = 0x02;
    int TASK_SET_FULL = 0x28;

    ScsiAnswer DONE = new Good(Bytes.EMPTY);

    /// Status GOOD with these bytes for the initiator.
    record Good(Bytes data) implements ScsiAnswer {}

    /// Status GOOD with a part of the image, in bytes.
    record ReadImage(long position, long length) implements ScsiAnswer {}

    /// The command needs so many bytes from the initiator before it can answer.
    record Receive(long length, DataSink sink) implements ScsiAnswer {}

    /// Status as this work says, which may wait for a disk and is not to be done on an event loop.
    record Run(Work work) implements ScsiAnswer {}

    /// Status as the sense says, CHECK CONDITION but for one.
    record CheckCondition(Sense sense) implements ScsiAnswer {}

    @FunctionalInterface
    interface Work {
        /// @return what went wrong
        Optional<Sense> run();
    }

    /// Takes what the initiator sends for one command, as it arrives: nothing is kept that need not be.
    interface DataSink {
        void accept(long offset, Bytes data);

        /// All that the initiator had to send has been accepted.
        ///
        /// @return what went wrong
        Optional<Sense> finish();

        /// Whether data are worth having of which the initiator has more or less than the command needs.
        default boolean takesParts() {
            return false;
        }

        /// Whether [#finish] may wait for a disk.
        default boolean finishWaits() {
            return false;
        }
    }
}
