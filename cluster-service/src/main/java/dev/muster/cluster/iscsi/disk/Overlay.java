package dev.muster.cluster.iscsi.disk;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.iscsi.disk.BlockMap.Place;
import dev.muster.cluster.iscsi.scsi.WritableStore;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is written over an image: a sparse file in which each block has its place, and a map that tells which blocks
/// are there.
///
/// Writes go to the page cache at once. A flush puts the data on the disk first and then the map, so that the map
/// never names a block that is not there. Safe for several sessions of one node.
final class Overlay implements Disk, WritableStore {
    /// Blocks looked at while others wait for the lock.
    private static final long AT_ONCE = 1 << 18;

    private final OpenImage image;
    private final FileChannel data;
    private final @Nullable MapFile saved;
    private final Limits limits;
    private final BlockMap map;
    private final Object flushing = new Object();

    /// @param bytes that the overlay may hold
    /// @param room of its disk
    record Limits(long bytes, Room room) {
        /// What is written once more needs no room.
        private void check(long held, long more) throws StoreFull {
            if (held + more > bytes) {
                throw new StoreFull("the overlay holds its " + bytes + " bytes");
            }
            if (more > 0 && !room.allows(more)) {
                throw new StoreFull("the disk is down to its reserve");
            }
        }
    }

    private Overlay(OpenImage image, FileChannel data, @Nullable MapFile saved, Limits limits) {
        this.image = image;
        this.data = data;
        this.saved = saved;
        this.limits = limits;
        this.map = new BlockMap(image.size() / BLOCK);
    }

    /// Forgotten when it is closed.
    static Overlay thrownAway(OpenImage image, FileChannel data, Limits limits) {
        return new Overlay(image, data, null, limits);
    }

    /// Goes on from what was flushed before.
    static Overlay kept(OpenImage image, FileChannel data, MapFile saved, Limits limits) throws IOException {
        Overlay overlay = new Overlay(image, data, saved, limits);
        saved.load(overlay.map, image.size());
        return overlay;
    }

    @Override
    public long size() {
        return image.size();
    }

    @Override
    public synchronized void read(long position, ByteBuffer into) throws IOException {
        long end = (position + into.remaining() + BLOCK - 1) / BLOCK;
        int limit = into.limit();
        for (long at = position; into.position() < limit; ) {
            long run = map.endOfRun(at / BLOCK, end) * BLOCK - at;
            int part = (int) Math.min(limit - into.position(), run);
            into.limit(into.position() + part);
            switch (map.place(at / BLOCK)) {
                case IMAGE -> image.read(at, into);
                case OVERLAY -> readData(at, into);
                case NOWHERE -> into.put(new byte[part]);
            }
            into.limit(limit);
            at += part;
        }
    }

    private void readData(long position, ByteBuffer into) throws IOException {
        for (long at = position; into.hasRemaining(); ) {
            int count = data.read(into, at);
            if (count < 0) {
                throw new EOFException("overlay ends at " + at);
            }
            at += count;
        }
    }

    @Override
    public synchronized Optional<FileChannel> holding(long position, int length) {
        long first = position / BLOCK;
        long end = (position + length + BLOCK - 1) / BLOCK;
        if (map.endOfRun(first, end) < end) {
            return Optional.empty();
        }
        return switch (map.place(first)) {
            case IMAGE -> image.holding(position, length);
            case OVERLAY -> Optional.of(data);
            case NOWHERE -> Optional.empty();
        };
    }

    @Override
    public synchronized void write(long position, ByteBuffer from) throws IOException {
        long first = position / BLOCK;
        long end = first + from.remaining() / BLOCK;
        limits.check(map.overlayBytes(), map.missing(first, end) * BLOCK);
        for (long at = position; from.hasRemaining(); ) {
            at += data.write(from, at);
        }
        map.set(first, end, Place.OVERLAY);
    }

    /// The map alone tells it: what the file holds there is not looked at any more.
    @Override
    public void discard(long position, long length) {
        long end = (position + length) / BLOCK;
        for (long from = position / BLOCK; from < end; from += AT_ONCE) {
            synchronized (this) {
                map.set(from, Math.min(end, from + AT_ONCE), Place.NOWHERE);
            }
        }
    }

    @Override
    public synchronized LbaStatus lbaStatus(long position) {
        long first = position / BLOCK;
        long blocks = Math.min(size() / BLOCK, first + AT_ONCE);
        boolean discarded = map.place(first) == Place.NOWHERE;
        long end = map.endOfRun(first, blocks);
        while (end < blocks && discarded == (map.place(end) == Place.NOWHERE)) {
            end = map.endOfRun(end, blocks);
        }
        return new LbaStatus((end - first) * BLOCK, discarded);
    }

    @Override
    public boolean keeps() {
        return saved != null;
    }

    @Override
    public void flush() throws IOException {
        if (saved == null) {
            return;
        }
        synchronized (flushing) {
            BitSet changed;
            Map<Integer, byte[]> pages;
            synchronized (this) {
                changed = map.takeChanged();
                pages = MapFile.copies(map, changed);
            }
            try {
                data.force(false);
                saved.save(pages);
            } catch (IOException failed) {
                synchronized (this) {
                    map.giveBack(changed);
                }
                throw failed;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (image;
                data;
                saved) {
            flush();
        }
    }
}
