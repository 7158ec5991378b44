package dev.muster.cluster.iscsi.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A store that takes writes, in whole blocks. What is written is certain to outlive a crash only after [#flush].
public interface WritableStore extends BlockStore {
    /// @throws StoreFull when there is no room for it
    void write(long position, ByteBuffer from) throws IOException;

    /// These bytes read as zeros from now on, and take no room.
    void discard(long position, long length) throws IOException;

    /// Whether the bytes from here on are deallocated, and how many have the same status, as GET LBA STATUS has it.
    LbaStatus lbaStatus(long position);

    /// Whether [#flush] waits for a disk.
    boolean keeps();

    /// Waits until all that was written before is on the disk.
    void flush() throws IOException;

    /// @param length in bytes, above 0
    record LbaStatus(long length, boolean deallocated) {}

    /// The room for what is written over the image is used up.
    final class StoreFull extends IOException {
        private static final long serialVersionUID = 1L;

        public StoreFull(String message) {
            super(message);
        }
    }
}
