package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.policy.LineBuffer;
import dev.muster.model.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One log file of a host and day, with the lines that it has not got yet. At its size limit it becomes `messages.1`,
/// `messages.2` and so on, of which the highest number is the newest.
final class LogFile {
    private final Path path;
    private final long epochDay;
    private final long maxSize;
    private @Nullable ByteBuffer pending;
    private int pendingLines;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;
    private long size;
    private boolean unsynced;

    /// @param maxSize bytes, at which another file is begun
    LogFile(Path path, long epochDay, long maxSize) {
        this.path = path;
        this.epochDay = epochDay;
        this.maxSize = maxSize;
    }

    boolean isOf(long day) {
        return epochDay == day;
    }

    boolean isDirty() {
        return pending != null;
    }

    int pendingLines() {
        return pendingLines;
    }

    int pendingBytes() {
        return pending == null ? 0 : pending.position();
    }

    /// Gives it room for lines.
    void lend(ByteBuffer room) {
        pending = room;
    }

    /// False if there is no room for the line.
    boolean add(LineBuffer line) {
        ByteBuffer room = pending;
        if (room == null || room.remaining() < line.length()) {
            return false;
        }
        room.put(line.bytes(), 0, line.length());
        pendingLines++;
        return true;
    }

    /// Writes what is pending. Afterwards the room is to be taken back, whether or not it succeeded.
    void flush() throws IOException {
        if (pending != null) {
            write(pending.flip());
        }
    }

    /// Takes the room back, with what is in it.
    Optional<ByteBuffer> takeBack() {
        ByteBuffer room = pending;
        pending = null;
        pendingLines = 0;
        return Optional.ofNullable(room).map(ByteBuffer::clear);
    }

    /// Writes whole lines at the end of the file.
    void write(ByteBuffer lines) throws IOException {
        try {
            FileChannel out = open();
            while (lines.hasRemaining()) {
                size += out.write(lines);
            }
            unsynced = true;
            if (size >= maxSize) {
                out.force(false);
                close();
                AtomicFile.rename(path, numbered(nextNumber()));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// The file if it has lines that may not be on the disk yet; the caller brings them there.
    Optional<FileChannel> unsynced() {
        boolean was = unsynced;
        unsynced = false;
        return was ? Optional.ofNullable(channel) : Optional.empty();
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
        size = opened.size();
        if (torn) {
            size += opened.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return opened;
    }

    /// A full disk or a crash can leave half a line, which the next one must not continue.
    private boolean isTorn() throws IOException {
        if (!Files.isRegularFile(path)) {
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

    private int nextNumber() throws IOException {
        String prefix = path.getFileName() + ".";
        try (var siblings = Files.list(Objects.requireNonNull(path.getParent()))) {
            return 1
                    + siblings.map(sibling -> sibling.getFileName().toString())
                            .filter(name -> name.startsWith(prefix))
                            .map(name -> name.substring(prefix.length()))
                            .filter(number -> number.matches("\\d{1,9}"))
                            .mapToInt(Integer::parseInt)
                            .max()
                            .orElse(0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
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
