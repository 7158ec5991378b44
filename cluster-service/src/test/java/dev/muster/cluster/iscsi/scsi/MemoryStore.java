package dev.muster.cluster.iscsi.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An image in memory; the content of every byte follows from its position.
public record MemoryStore(long size, boolean broken) implements BlockStore {
    public static MemoryStore ofBlocks(int blocks) {
        return new MemoryStore((long) blocks * BLOCK, false);
    }

    public static byte at(long position) {
        return (byte) (position * 31 + (position >> 9));
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
        for (long at = position; into.hasRemaining(); at++) {
            into.put(at(at));
        }
    }
}
