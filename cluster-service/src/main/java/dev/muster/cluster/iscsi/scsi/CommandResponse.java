package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.util.Optional;

/// What a logical unit makes of a command: its status and Data-In, or what it needs before there is a status.
public sealed interface CommandResponse {
    /// Status codes, SAM-5 5.3.1.
    int GOOD = 0x00;

    int CHECK_CONDITION = 0x02;
    int TASK_SET_FULL = 0x28;

    CommandResponse DONE = new Good(Bytes.EMPTY);

    /// Status GOOD with these bytes for the initiator.
    record Good(Bytes data) implements CommandResponse {}

    /// Status GOOD with a part of the image, in bytes.
    record ReadImage(long position, long length) implements CommandResponse {}

    /// The status follows from so many bytes of Data-Out, in the sink.
    record Receive(long length, DataSink sink) implements CommandResponse {}

    /// Status as this work says, which may wait for a disk and is not to be done on an event loop.
    record Run(Work work) implements CommandResponse {}

    /// Status as the sense says, CHECK CONDITION but for one.
    record CheckCondition(Sense sense) implements CommandResponse {}

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
