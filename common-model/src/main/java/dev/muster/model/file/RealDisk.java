package dev.muster.model.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// The file system as it is. A thread that is interrupted goes on: half a step would help nobody.
final class RealDisk implements AtomicFile.Disk {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @Override
    public void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void writeSynced(Path file, byte[] content, AtomicFile.Access access) throws IOException {
        Files.deleteIfExists(file);
        switch (access) {
            case USUAL -> Files.createFile(file);
            case OWNER_ONLY -> Files.createFile(file, OWNER_ONLY);
        }
        // no channel: an interrupt would close it in the middle
        try (var out = new FileOutputStream(file.toFile())) {
            out.write(content);
            sync(file);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void link(Path from, Path to) throws IOException {
        Files.createLink(to, from);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        sync(folder);
    }

    /// Of folders only a channel can do it, and an interrupt closes it.
    private static void sync(Path path) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
