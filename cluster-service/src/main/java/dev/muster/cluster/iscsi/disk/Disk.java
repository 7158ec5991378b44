package dev.muster.cluster.iscsi.disk;

import dev.muster.cluster.iscsi.scsi.BlockStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// A disk that one session holds open.
public interface Disk extends BlockStore, AutoCloseable {
    /// The file that holds all these bytes at the same position as the disk, if one does: it can go to a socket by
    /// `sendfile`.
    Optional<FileChannel> holding(long position, int length);

    /// May wait for the machine's disk: not to be called on an event loop unless the disk is read-only.
    @Override
    void close() throws IOException;
}
