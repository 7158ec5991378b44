package dev.muster.cluster.region.lane;

import dev.muster.model.file.AtomicFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A queue of records on disk, in segment files: written at the end, read and removed from the beginning. Safe for
/// concurrent use.
///
/// What a crash leaves of a record is known by its checksum and passed over; nothing is appended to a segment of an
/// earlier process, whose last record may be torn, nor to one that the disk refused.
final class Segments implements AutoCloseable {
    /// A segment is read into memory as a whole. One batch may make it longer.
    static final int SEGMENT_BYTES = 1 << 20;

    private static final String SUFFIX = ".seg";

    private final Path folder;
    private final Sync sync;

    /// Length of each file, by its number; numbers grow.
    private final TreeMap<Long, Long> lengths = new TreeMap<>();

    private long bytes;
    private long next = 1;
    private @Nullable FileOutputStream last;

    /// @param number of the file
    /// @param spoilt records that could not be read
    record Segment(long number, List<Outgoing> records, int spoilt) {}

    /// Brings to the disk what was written.
    interface Sync {
        void run(FileOutputStream written, Path folder) throws IOException;

        /// When a call returns, what it appended is on the disk.
        Sync ALWAYS = (written, folder) -> {
            written.getFD().sync();
            AtomicFile.syncFolder(folder);
        };

        /// The operating system does it in its time; what is not there after a crash was lost.
        Sync NEVER = (_, _) -> {};
    }

    /// @param folder made if it is not there
    /// @param sync done at the end of each [#append]
    Segments(Path folder, Sync sync) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.sync = sync;
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches("\\d{1,18}\\" + SUFFIX)) {
                    long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
                    lengths.put(number, Files.size(file));
                    bytes += Files.size(file);
                    next = Math.max(next, number + 1);
                }
            }
        }
    }

    synchronized void append(List<byte[]> lines) throws IOException {
        long added = lines.stream().mapToLong(line -> line.length).sum();
        FileOutputStream file = fileFor(added);
        try {
            // one write, so that a crash tears few records
            file.write(joined(lines, Math.toIntExact(added)));
            sync.run(file, folder);
        } catch (IOException e) {
            giveUp();
            throw e;
        }
        lengths.merge(lengths.lastKey(), added, Long::sum);
        bytes += added;
    }

    /// Nobody knows what is in the last file behind what was there before.
    private void giveUp() throws IOException {
        seal();
        if (lengths.lastEntry().getValue() == 0) {
            Files.deleteIfExists(file(lengths.pollLastEntry().getKey()));
        }
    }

    private static byte[] joined(List<byte[]> lines, int length) {
        var all = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
        }
        return all;
    }

    private FileOutputStream fileFor(long added) throws IOException {
        var open = last;
        if (open != null && lengths.lastEntry().getValue() + added <= SEGMENT_BYTES) {
            return open;
        }
        seal();
        long number = next++;
        var begun = new FileOutputStream(file(number).toFile());
        last = begun;
        lengths.put(number, 0L);
        return begun;
    }

    private void seal() throws IOException {
        var open = last;
        last = null;
        if (open != null) {
            open.close();
        }
    }

    synchronized boolean isEmpty() {
        return lengths.isEmpty();
    }

    synchronized int count() {
        return lengths.size();
    }

    /// Octets of all files.
    synchronized long bytes() {
        return bytes;
    }

    /// Reads the oldest segment; nothing is appended to it any more.
    Optional<Segment> oldest() throws IOException {
        long number;
        synchronized (this) {
            if (lengths.isEmpty()) {
                return Optional.empty();
            }
            number = lengths.firstKey();
            if (number == lengths.lastKey()) {
                seal();
            }
        }
        try {
            return Optional.of(read(number));
        } catch (NoSuchFileException gone) {
            if (isKnown(number)) {
                throw gone;
            }
            return Optional.empty(); // it was forgotten in this very moment
        }
    }

    private synchronized boolean isKnown(long number) {
        return lengths.containsKey(number);
    }

    private Segment read(long number) throws IOException {
        byte[] content = Files.readAllBytes(file(number));
        var records = new ArrayList<Outgoing>();
        int spoilt = 0;
        int start = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                Optional<Outgoing> record = Outgoing.parse(content, start, at);
                record.ifPresent(records::add);
                spoilt += record.isPresent() ? 0 : 1;
                start = at + 1;
            }
        }
        // the rest was never whole, and so it was never said to be on the disk
        return new Segment(number, records, spoilt);
    }

    /// Forgets a segment that was read.
    ///
    /// @return false if it was forgotten before
    synchronized boolean remove(Segment segment) throws IOException {
        Files.deleteIfExists(file(segment.number()));
        Long length = lengths.remove(segment.number());
        bytes -= length == null ? 0 : length;
        return length != null;
    }

    /// The files' numbers, oldest first.
    synchronized List<Long> numbers() {
        return List.copyOf(lengths.keySet());
    }

    /// Reads one of [#numbers()].
    Segment at(long number) throws IOException {
        return read(number);
    }

    private Path file(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%012d%s", number, SUFFIX));
    }

    @Override
    public synchronized void close() throws IOException {
        seal();
    }
}
