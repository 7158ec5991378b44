package dev.muster.cluster.syslog.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One open log file with the lines that it has not got yet.
final class LogFile {
    private static final int FLUSH_AT_CHARACTERS = 32 << 10;

    private final Path path;
    private final LocalDate day;
    private final StringBuilder pending = new StringBuilder();
    private int pendingLines;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;

    LogFile(Path path, LocalDate day) {
        this.path = path;
        this.day = day;
    }

    boolean isOf(LocalDate other) {
        return day.equals(other);
    }

    StringBuilder pending() {
        return pending;
    }

    /// Whether enough has come together to be worth a write.
    boolean lineAdded() {
        pendingLines++;
        return pending.length() >= FLUSH_AT_CHARACTERS;
    }

    boolean isDirty() {
        return pendingLines > 0;
    }

    /// Writes what is pending. Afterwards nothing is, whether or not it succeeded.
    ///
    /// @return lines written
    int flush() throws IOException {
        int lines = pendingLines;
        try {
            FileChannel out = open();
            ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            return lines;
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            pending.setLength(0);
            pendingLines = 0;
        }
    }

    int pendingLines() {
        return pendingLines;
    }

    /// The file may have been removed or rotated away since the last write.
    private FileChannel open() throws IOException {
        FileChannel known = channel;
        if (known != null && Objects.equals(identity, identityOnDisk())) {
            return known;
        }
        close();
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        boolean torn = isTorn();
        FileChannel opened =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        channel = opened;
        identity = identityOnDisk();
        if (torn) {
            opened.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return opened;
    }

    /// A full disk or a crash can leave half a line, which the next one must not continue.
    private boolean isTorn() throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return in.size() > 0 && in.read(last, in.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    private @Nullable Object identityOnDisk() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    void close() {
        FileChannel known = channel;
        channel = null;
        identity = null;
        if (known != null) {
            try {
                known.close();
            } catch (IOException ignored) {
                // Every line was written or counted as lost before.
            }
        }
    }
}
