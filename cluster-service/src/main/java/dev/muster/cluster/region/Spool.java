package dev.muster.cluster.region;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// A queue of records on disk, in segment files: what a cluster produces while Kafka is away outlives a restart.
///
/// Bounded: beyond its limit the oldest segment goes, and its records are counted as dropped. A record may be
/// delivered twice after a crash; consumers know a repetition by its id. Used by one thread at a time.
final class Spool {
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final String SUFFIX = ".seg";

    private final Path folder;
    private final long limitBytes;
    private final TreeSet<Long> segments = new TreeSet<>();
    private final AtomicLong dropped = new AtomicLong();
    private long lastSize;

    Spool(Path folder, long limitBytes) throws IOException {
        this.folder = folder;
        this.limitBytes = limitBytes;
        Files.createDirectories(folder);
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\" + SUFFIX))
                    .forEach(name -> segments.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length()))));
        }
        // A segment that a crash may have left with half a line is never appended to.
        lastSize = SEGMENT_BYTES;
    }

    /// Appends records at the end.
    void append(List<SpoolRecord> records) throws IOException {
        var text = new StringBuilder();
        records.forEach(record -> text.append(record.line()).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (segments.isEmpty() || lastSize + bytes.length > SEGMENT_BYTES) {
            segments.add(segments.isEmpty() ? 1 : segments.last() + 1);
            lastSize = 0;
            dropBeyondLimit();
        }
        Files.write(file(segments.last()), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lastSize += bytes.length;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /// The oldest segment's records; half a line at its end, left by a crash, is passed over.
    List<SpoolRecord> oldest() throws IOException {
        String text = Files.readString(file(segments.first()), StandardCharsets.UTF_8);
        var records = new ArrayList<SpoolRecord>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            try {
                records.add(SpoolRecord.parse(text.substring(start, end)));
            } catch (IllegalArgumentException torn) {
                dropped.incrementAndGet();
            }
        }
        return records;
    }

    /// Forgets the oldest segment, after its records have been delivered.
    void removeOldest() throws IOException {
        Files.deleteIfExists(file(segments.removeFirst()));
        if (segments.isEmpty()) {
            lastSize = SEGMENT_BYTES;
        }
    }

    /// Records lost because the spool was full, since start.
    long dropped() {
        return dropped.get();
    }

    private void dropBeyondLimit() throws IOException {
        while (segments.size() > 1 && (long) segments.size() * SEGMENT_BYTES > limitBytes) {
            dropped.addAndGet(oldest().size());
            removeOldest();
        }
    }

    private Path file(long segment) {
        return folder.resolve(String.format(Locale.ROOT, "%012d%s", segment, SUFFIX));
    }
}
