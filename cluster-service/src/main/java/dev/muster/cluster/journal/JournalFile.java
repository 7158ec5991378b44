package dev.muster.cluster.journal;

import dev.muster.model.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The file of a [Journal]: a header, then records. Used by one thread at a time.
final class JournalFile<E> implements AutoCloseable {
    private static final int CHUNK_RECORDS = 4096;

    private final Path path;
    private final RecordForm<E> form;
    private final byte[] header;
    private final ByteBuffer buffer;
    private FileChannel channel;
    private long end;
    private int spoilt;

    private JournalFile(Path path, RecordForm<E> form, FileChannel channel) {
        this.path = path;
        this.form = form;
        this.header = form.header().getBytes(StandardCharsets.US_ASCII);
        this.buffer = ByteBuffer.allocateDirect(CHUNK_RECORDS * form.length());
        this.channel = channel;
    }

    static <E> JournalFile<E> open(Path path, RecordForm<E> form) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return new JournalFile<>(path, form, channel);
    }

    /// Reads all whole records. A torn tail, left by a process that was killed while it wrote, is cut off.
    List<E> load() throws IOException {
        if (channel.size() < header.length) {
            rewrite(List.of());
            return List.of();
        }
        var found = ByteBuffer.allocate(header.length);
        readFully(found, 0);
        if (!Arrays.equals(found.array(), header)) {
            throw new IOException(path + " is no journal of this kind; move it away to start without what is in it");
        }
        var entries = new ArrayList<E>();
        end = header.length;
        long wholeEnd = end;
        long size = channel.size() - (channel.size() - header.length) % form.length();
        while (end < size) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - end));
            readFully(buffer, end);
            buffer.flip();
            while (buffer.hasRemaining()) {
                end += form.length();
                var entry = form.take(buffer);
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
    void append(List<E> entries) throws IOException {
        long newEnd = writeAll(channel, end, entries);
        channel.force(false);
        end = newEnd;
    }

    long records() {
        return (end - header.length) / form.length();
    }

    /// Puts a file with just these entries in place of the present one, in one step.
    void rewrite(List<E> entries) throws IOException {
        var fresh = path.resolveSibling(path.getFileName() + AtomicFile.UNFINISHED);
        var target = FileChannel.open(
                fresh,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        long newEnd;
        try {
            writeFully(target, ByteBuffer.wrap(header), 0);
            newEnd = writeAll(target, header.length, entries);
            target.force(true);
            AtomicFile.rename(fresh, path);
        } catch (IOException e) {
            target.close();
            throw e;
        }
        channel.close();
        channel = target;
        end = newEnd;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// @return where the written records end
    private long writeAll(FileChannel target, long start, List<E> entries) throws IOException {
        long at = start;
        for (int from = 0; from < entries.size(); from += CHUNK_RECORDS) {
            buffer.clear();
            for (var entry : entries.subList(from, Math.min(entries.size(), from + CHUNK_RECORDS))) {
                form.put(entry, buffer);
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
