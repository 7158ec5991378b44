package dev.muster.cluster.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// A disk that tells what is done to its files, and can refuse to sync them.
final class RecordedDisk implements JournalFile.Disk {
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile boolean refuses;

    /// Octets that one call reads or writes.
    volatile int most = Integer.MAX_VALUE;

    /// A sync waits until it can be acquired.
    final Semaphore syncs = new Semaphore(Integer.MAX_VALUE);

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        done.add("open " + path.getFileName());
        return new Recorded(FileChannel.open(path, options));
    }

    private final class Recorded extends FileChannel {
        private final FileChannel channel;

        Recorded(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            done.add("write");
            int limit = bytes.limit();
            bytes.limit(Math.min(limit, bytes.position() + Math.min(most, bytes.remaining())));
            try {
                return channel.write(bytes, position);
            } finally {
                bytes.limit(limit);
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            syncs.acquireUninterruptibly();
            syncs.release();
            done.add("force");
            if (refuses) {
                throw new IOException("no");
            }
            channel.force(metaData);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            int limit = into.limit();
            into.limit(Math.min(limit, into.position() + Math.min(most, into.remaining())));
            try {
                return channel.read(into, position);
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            done.add("close");
            channel.close();
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
