package dev.muster.cluster.dhcp.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The file of a [LeaseJournal]: a header, then records. Used by one thread at a time.
final class JournalFile implements AutoCloseable {
    private static final byte[] HEADER = "MUSTERL1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_RECORDS = 4096;
    private static final int CHUNK = CHUNK_RECORDS * LeaseRecords.LENGTH;

    private final Path path;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    private FileChannel channel;
    private long end;
    private int spoilt;

    private JournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static JournalFile open(Path path) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return new JournalFile(path, channel);
    }

    /// Reads all whole records. A torn tail, left by a process that was killed while it wrote, is cut off.
    List<JournalEntry> load() throws IOException {
        if (channel.size() < HEADER.length) {
            rewrite(List.of());
            return List.of();
        }
        var header = ByteBuffer.allocate(HEADER.length);
        readFully(header, 0);
        if (!Arrays.equals(header.array(), HEADER)) {
            throw new IOException(path + " is not a lease journal; move it away to start without leases");
        }
        var entries = new ArrayList<JournalEntry>();
        end = HEADER.length;
        long wholeEnd = end;
        long size = channel.size() - (channel.size() - HEADER.length) % LeaseRecords.LENGTH;
        while (end < size) {
            buffer.clear().limit((int) Math.min(CHUNK, size - end));
            readFully(buffer, end);
            buffer.flip();
            while (buffer.hasRemaining()) {
                end += LeaseRecords.LENGTH;
                var entry = LeaseRecords.take(buffer);
                if (entry.isPresent()) {
                    entries.add(entry.get());
                    wholeEnd = end;
                } else {
                    spoilt++;
                }
            }
        }
        end = wholeEnd;
        channel.truncate(end);
        return entries;
    }

    /// Records that were cut off or skipped by [#load()].
    int spoilt() {
        return spoilt;
    }

    /// Adds the entries and returns when they are on the disk.
    void append(List<JournalEntry> entries) throws IOException {
        long newEnd = writeAll(channel, end, entries);
        channel.force(false);
        end = newEnd;
    }

    long records() {
        return (end - HEADER.length) / LeaseRecords.LENGTH;
    }

    /// Puts a file with just these entries in place of the present one, in one step.
    void rewrite(List<JournalEntry> entries) throws IOException {
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        var target = FileChannel.open(
                fresh,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        long newEnd;
        try {
            writeFully(target, ByteBuffer.wrap(HEADER), 0);
            newEnd = writeAll(target, HEADER.length, entries);
            target.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            target.close();
            throw e;
        }
        channel.close();
        channel = target;
        end = newEnd;
        try (var directory = FileChannel.open(path.toAbsolutePath().getParent())) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// @return where the written records end
    private long writeAll(FileChannel target, long start, List<JournalEntry> entries) throws IOException {
        long at = start;
        for (int from = 0; from < entries.size(); from += CHUNK_RECORDS) {
            buffer.clear();
            for (var entry : entries.subList(from, Math.min(entries.size(), from + CHUNK_RECORDS))) {
                LeaseRecords.put(entry, buffer);
            }
            buffer.flip();
            int length = buffer.remaining();
            writeFully(target, buffer, at);
            at += length;
        }
        return at;
    }

    private static void writeFully(FileChannel target, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += target.write(bytes, position);
        }
    }

    private void readFully(ByteBuffer into, long at) throws IOException {
        long position = at;
        while (into.hasRemaining()) {
            int count = channel.read(into, position);
            if (count < 0) {
                throw new IOException(path + " became shorter while it was read");
            }
            position += count;
        }
    }
}
