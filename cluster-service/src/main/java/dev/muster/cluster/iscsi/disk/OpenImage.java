package dev.muster.cluster.iscsi.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// An image held open by one session: it stays readable when its name is taken away or given to another file.
public final class OpenImage implements Disk {
    private final FileChannel file;
    private final long size;

    private OpenImage(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    /// @throws IOException naming the file when it cannot be read or is no whole number of blocks
    public static OpenImage open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = file.size();
            if (size == 0 || size % BLOCK != 0) {
                throw new IOException(path + ": " + size + " bytes is no multiple of " + BLOCK);
            }
            return new OpenImage(file, size);
        } catch (IOException unusable) {
            file.close();
            throw unusable;
        }
    }

    @Override
    public Optional<FileChannel> holding(long position, int length) {
        return Optional.of(file);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = file.read(into, at);
            if (count < 0) {
                throw new EOFException("image ends at " + at);
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
