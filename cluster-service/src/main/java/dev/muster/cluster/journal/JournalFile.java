package dev.muster.cluster.journal;

import dev.muster.model.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The file of a [Journal]: a header, then records. Used by one thread at a time.
final class JournalFile<E> implements AutoCloseable {
    private static final int CHUNK_RECORDS = 4096;
    private static final int HEADER = 8;

    private final Path path;
    private final RecordForm<E> form;
    private final Disk disk;
    private final ByteBuffer buffer;
    private FileChannel channel;
    private long end;
    private int spoilt;

    /// Opens files.
    @FunctionalInterface
    interface Disk {
        FileChannel open(Path path, OpenOption... options) throws IOException;
    }

    private JournalFile(Path path, RecordForm<E> form, Disk disk, FileChannel channel) {
        this.path = path;
        this.form = form;
        this.disk = disk;
        this.buffer = ByteBuffer.allocateDirect(CHUNK_RECORDS * form.length());
        this.channel = channel;
    }

    static <E> JournalFile<E> open(Path path, RecordForm<E> form, Disk disk) throws IOException {
        var channel = disk.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return new JournalFile<>(path, form, disk, channel);
    }

    /// Reads all whole records. A torn tail, left by a process that was killed while it wrote, is cut off. A file of an
    /// earlier form is replaced by one of the present form.
    void load(Kept<E> into) throws IOException {
        if (channel.size() < HEADER) {
            rewrite(into);
            return;
        }
        var header = ByteBuffer.allocate(HEADER);
        readFully(header, 0);
        String found = StandardCharsets.ISO_8859_1.decode(header.flip()).toString();
        var written = Stream.concat(Stream.of(form), form.earlier().stream())
                .filter(known -> known.header().equals(found))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        path + " is no journal of this kind; move it away to start without what is in it"));
        load(written, into);
        if (written != form) {
            rewrite(into);
        }
    }

    private void load(RecordForm<E> written, Kept<E> into) throws IOException {
        int chunk = buffer.capacity() / written.length() * written.length();
        end = HEADER;
        long wholeEnd = end;
        long size = channel.size() - (channel.size() - HEADER) % written.length();
        while (end < size) {
            buffer.clear().limit((int) Math.min(chunk, size - end));
            readFully(buffer, end);
            buffer.flip();
            while (buffer.hasRemaining()) {
                end += written.length();
                var entry = written.take(buffer);
                if (entry.isPresent()) {
                    into.restore(entry.get());
                    wholeEnd = end;
                } else {
                    spoilt++;
                }
            }
        }
        end = wholeEnd;
        channel.truncate(end);
    }

    /// Records that were cut off or skipped by [#load].
    int spoilt() {
        return spoilt;
    }

    /// Adds the entries and returns when they are on the disk.
    void append(List<E> entries) throws IOException {
        long newEnd = write(channel, end, entries::forEach);
        channel.force(false);
        end = newEnd;
    }

    long records() {
        return (end - HEADER) / form.length();
    }

    /// Puts a file with just these entries in place of the present one, in one step.
    void rewrite(Kept<E> entries) throws IOException {
        var fresh = path.resolveSibling(path.getFileName() + AtomicFile.UNFINISHED);
        var target = disk.open(
                fresh,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        long newEnd;
        try {
            writeFully(target, ByteBuffer.wrap(form.header().getBytes(StandardCharsets.ISO_8859_1)), 0);
            newEnd = write(target, HEADER, entries::forEach);
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

    /// @param entries shows each entry to who wants to see it
    /// @return where the written records end
    private long write(FileChannel target, long start, Consumer<Consumer<E>> entries) throws IOException {
        var records = new Records(target, start);
        try {
            entries.accept(records);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        records.flush();
        return records.at;
    }

    /// Writes entries in pieces that fill the buffer.
    private final class Records implements Consumer<E> {
        private final FileChannel target;
        private long at;

        Records(FileChannel target, long start) {
            this.target = target;
            this.at = start;
            buffer.clear();
        }

        @Override
        public void accept(E entry) {
            try {
                if (buffer.remaining() < form.length()) {
                    flush();
                }
                form.put(entry, buffer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void flush() throws IOException {
            buffer.flip();
            int length = buffer.remaining();
            writeFully(target, buffer, at);
            at += length;
            buffer.clear();
        }
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
