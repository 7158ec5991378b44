package dev.muster.local;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A log of bounded size: at [#MAX_BYTES] it becomes `<name>.1`, in place of the one before.
final class LogFile implements AutoCloseable {
    static final long MAX_BYTES = 8L << 20;

    private final Path path;
    private final long maxBytes;
    private BufferedWriter writer;
    private long size;

    private LogFile(Path path, long maxBytes) throws IOException {
        this.path = path;
        this.maxBytes = maxBytes;
        Files.createDirectories(path.toAbsolutePath().getParent());
        this.writer = open(path);
        this.size = Files.size(path);
    }

    static LogFile at(Path path) {
        return at(path, MAX_BYTES);
    }

    static LogFile at(Path path, long maxBytes) {
        try {
            return new LogFile(path, maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log " + path, e);
        }
    }

    /// @throws IOException if the disk refuses the line, which is lost; the next one may be written
    synchronized void line(String line) throws IOException {
        try {
            if (size > maxBytes) {
                rotate();
            }
            writer.write(line);
            writer.newLine();
            writer.flush();
            size += line.length() + 1L;
        } catch (IOException refused) {
            writer = reopened();
            throw refused;
        }
    }

    /// Without what the old one has not brought to the disk.
    private BufferedWriter reopened() throws IOException {
        try {
            writer.close();
        } catch (IOException e) {
            // for the same reason
        }
        return open(path);
    }

    private void rotate() throws IOException {
        writer.close();
        Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        writer = open(path);
        size = 0;
    }

    private static BufferedWriter open(Path path) throws IOException {
        return Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
