package dev.muster.cluster.iscsi.scsi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A disk that takes writes, in memory.
public final class WritableMemory implements WritableStore {
    private final byte[] content;

    public WritableMemory(int blocks) {
        this.content = new byte[blocks * BLOCK];
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public void read(long position, ByteBuffer into) {
        into.put(content, (int) position, into.remaining());
    }

    @Override
    public void write(long position, ByteBuffer from) {
        from.get(content, (int) position, from.remaining());
    }

    @Override
    public void discard(long position, long length) {
        Arrays.fill(content, (int) position, (int) (position + length), (byte) 0);
    }

    @Override
    public LbaStatus lbaStatus(long position) {
        return new LbaStatus(content.length - position, false);
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public void flush() {
        // nothing waits
    }
}
