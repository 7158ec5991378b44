package dev.muster.cluster.iscsi.disk;

import dev.muster.cluster.iscsi.scsi.WritableStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The overlay of a node, which has one session or, when it boots again before the old one is gone, several.
final class SharedOverlay {
    private final Overlay overlay;
    private final Runnable forget;
    private final Object lock;
    private int users;

    /// @param lock of those who join
    SharedOverlay(Overlay overlay, Runnable forget, Object lock) {
        this.overlay = overlay;
        this.forget = forget;
        this.lock = lock;
    }

    /// To be called with the lock held.
    Disk join() {
        users++;
        return new Use();
    }

    /// The last one out closes under the lock, so that whoever comes next finds the files complete.
    private void leave() throws IOException {
        synchronized (lock) {
            users--;
            if (users == 0) {
                forget.run();
                overlay.close();
            } else {
                overlay.flush();
            }
        }
    }

    private final class Use implements Disk, WritableStore {
        private boolean left;

        @Override
        public long size() {
            return overlay.size();
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            overlay.read(position, into);
        }

        @Override
        public Optional<FileChannel> holding(long position, int length) {
            return overlay.holding(position, length);
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            overlay.write(position, from);
        }

        @Override
        public void discard(long position, long length) {
            overlay.discard(position, length);
        }

        @Override
        public LbaStatus lbaStatus(long position) {
            return overlay.lbaStatus(position);
        }

        @Override
        public boolean keeps() {
            return overlay.keeps();
        }

        @Override
        public void flush() throws IOException {
            overlay.flush();
        }

        @Override
        public void close() throws IOException {
            if (!left) {
                left = true;
                leave();
            }
        }
    }
}
