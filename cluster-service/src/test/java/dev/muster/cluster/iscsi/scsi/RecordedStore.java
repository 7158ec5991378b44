package dev.muster.cluster.iscsi.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A disk in memory that tells what is done to it, in blocks, and can fail.
final class RecordedStore implements WritableStore {
    final List<String> done = new ArrayList<>();
    final byte[] content;
    boolean keeps = true;
    IOException failure;

    RecordedStore(int blocks) {
        this.content = new byte[blocks * BLOCK];
        for (int at = 0; at < content.length; at++) {
            content[at] = MemoryStore.at(at);
        }
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        check();
        into.put(content, (int) position, into.remaining());
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        done.add("write " + position / BLOCK + "+" + from.remaining() / BLOCK);
        check();
        from.get(content, (int) position, from.remaining());
    }

    @Override
    public void discard(long position, long length) throws IOException {
        done.add("discard " + position / BLOCK + "+" + length / BLOCK);
        check();
    }

    @Override
    public LbaStatus lbaStatus(long position) {
        return new LbaStatus(3 * BLOCK, position == 5 * BLOCK);
    }

    @Override
    public boolean keeps() {
        return keeps;
    }

    @Override
    public void flush() throws IOException {
        done.add("flush");
        check();
    }

    private void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
