package dev.muster.cluster.iscsi.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/// A block map on disk: a page of header, then the pages of the map, each at its place. A page is one sector of most
/// disks, and any mixture of its old and new octets is a map of data that are all there, so a torn write does no harm.
final class MapFile implements AutoCloseable {
    private static final byte[] MAGIC = "Muster overlay map 1\n".getBytes(StandardCharsets.US_ASCII);

    private final FileChannel file;

    MapFile(FileChannel file) {
        this.file = file;
    }

    /// Fills an empty map with what was saved, if anything.
    ///
    /// @throws IOException when the file is of another disk or none of ours
    void load(BlockMap map, long size) throws IOException {
        ByteBuffer header = header(size);
        if (file.size() == 0) {
            write(0, header);
            return;
        }
        ByteBuffer found = ByteBuffer.allocate(BlockMap.PAGE_BYTES);
        read(0, found);
        if (!found.flip().equals(header)) {
            throw new IOException("not the map of a disk of " + size + " bytes");
        }
        for (int page = 0; page < map.pages() && position(page) < file.size(); page++) {
            ByteBuffer octets = ByteBuffer.allocate(BlockMap.PAGE_BYTES);
            read(position(page), octets);
            map.load(page, octets.array());
        }
    }

    private static ByteBuffer header(long size) {
        return ByteBuffer.allocate(BlockMap.PAGE_BYTES)
                .put(MAGIC)
                .putLong(size)
                .position(BlockMap.PAGE_BYTES)
                .flip();
    }

    static Map<Integer, byte[]> copies(BlockMap map, BitSet pages) {
        Map<Integer, byte[]> copies = new TreeMap<>();
        pages.stream().forEach(page -> copies.put(page, map.copy(page)));
        return copies;
    }

    void save(Map<Integer, byte[]> pages) throws IOException {
        for (Map.Entry<Integer, byte[]> page : pages.entrySet()) {
            write(position(page.getKey()), ByteBuffer.wrap(page.getValue()));
        }
        file.force(false);
    }

    private static long position(int page) {
        return (page + 1L) * BlockMap.PAGE_BYTES;
    }

    private void write(long position, ByteBuffer from) throws IOException {
        for (long at = position; from.hasRemaining(); ) {
            at += file.write(from, at);
        }
    }

    private void read(long position, ByteBuffer into) throws IOException {
        for (long at = position; into.hasRemaining(); ) {
            int count = file.read(into, at);
            if (count < 0) {
                return;
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
