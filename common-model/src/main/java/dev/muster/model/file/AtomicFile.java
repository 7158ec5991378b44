package dev.muster.model.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Objects;

/// Puts a whole file in place of another in one step: after a crash of the process or the machine there is the old
/// content or the new one, never a part, and never none.
///
/// The content is on the disk before the name points to it, and the name is on the disk before a method
/// returns. Whoever writes one file from several threads must take care that they do so one after the other.
public final class AtomicFile {
    /// Suffix of a content that has no name yet; what a crash leaves of it is of no use.
    public static final String UNFINISHED = ".new";

    private static final AtomicFile OF_DISK = new AtomicFile(new RealDisk());

    private final Disk disk;

    AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /// The steps; a test sees their order.
    interface Disk {
        void makeFolder(Path folder) throws IOException;

        /// Writes a new file, in place of one that a crash left, and returns when its content is on the disk.
        void writeSynced(Path file, byte[] content, Access access) throws IOException;

        void rename(Path from, Path to) throws IOException;

        /// @throws FileAlreadyExistsException if there is such a file
        void link(Path from, Path to) throws IOException;

        /// Returns when the names in the folder are on the disk.
        void syncFolder(Path folder) throws IOException;

        void delete(Path file) throws IOException;
    }

    /// Who may read and write a file.
    public enum Access {
        /// As the process' umask says.
        USUAL,
        OWNER_ONLY
    }

    /// Replaces the file, or makes it; its folder is made too.
    public static void write(Path file, byte[] content, Access access) throws IOException {
        OF_DISK.replaceBy(file, content, access);
    }

    /// Makes the file unless it is there.
    ///
    /// @return false if it was there; then it is as it was
    public static boolean create(Path file, byte[] content, Access access) throws IOException {
        return OF_DISK.createWith(file, content, access);
    }

    /// Gives a file that was written and synced its name, in place of the one that had it.
    public static void rename(Path written, Path file) throws IOException {
        OF_DISK.named(written, file);
    }

    /// Returns when it is on the disk which files the folder holds.
    public static void syncFolder(Path folder) throws IOException {
        OF_DISK.disk.syncFolder(folder);
    }

    void replaceBy(Path file, byte[] content, Access access) throws IOException {
        Path written = aside(file, UNFINISHED);
        try {
            disk.writeSynced(written, content, access);
            disk.rename(written, file);
        } catch (IOException e) {
            disk.delete(written);
            throw e;
        }
        disk.syncFolder(folder(file));
    }

    boolean createWith(Path file, byte[] content, Access access) throws IOException {
        // of two processes that make it at once, each writes aside what is its own
        Path written = aside(file, "." + ProcessHandle.current().pid() + UNFINISHED);
        try {
            disk.writeSynced(written, content, access);
            disk.link(written, file);
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            disk.delete(written);
        }
        disk.syncFolder(folder(file));
        return true;
    }

    private void named(Path written, Path file) throws IOException {
        disk.rename(written, file);
        disk.syncFolder(folder(file));
    }

    private Path aside(Path file, String suffix) throws IOException {
        disk.makeFolder(folder(file));
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }
}
