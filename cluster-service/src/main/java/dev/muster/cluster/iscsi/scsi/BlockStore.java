package dev.muster.cluster.iscsi.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What lies behind a disk unit.
public interface BlockStore {
    int BLOCK = 512;

    /// Size in bytes, a multiple of `BLOCK`.
    long size();

    /// Fills the buffer from a position in bytes.
    void read(long position, ByteBuffer into) throws IOException;
}
