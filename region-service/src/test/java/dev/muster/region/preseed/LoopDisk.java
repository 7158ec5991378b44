package dev.muster.region.preseed;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A disk that is a sparse file behind a loop device.
final class LoopDisk implements AutoCloseable {
    private final Path file;
    private final Path mountPoint;
    private final String path;

    LoopDisk(Path folder, String name, long size) throws IOException {
        file = folder.resolve(name + ".img");
        mountPoint = Files.createDirectories(folder.resolve(name + ".mounted"));
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        path = Shell.run("losetup --find --show \"$1\"", file).strip();
    }

    String path() {
        return path;
    }

    /// The partition table as sfdisk dumps it; empty without one.
    String table() throws IOException {
        return Shell.run("sfdisk --dump \"$1\" 2>/dev/null || true", path);
    }

    String uuid(int partition) throws IOException {
        return Shell.run(
                        "partx --update \"$1\"; blkid --probe --output value --match-tag UUID \"$1p$2\"",
                        path,
                        partition)
                .strip();
    }

    byte[] head() throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(4 << 20);
        }
    }

    Mounted mount(int partition) throws IOException {
        Shell.run("partx --update \"$1\"; mount -o ro \"$1p$2\" \"$3\"", path, partition, mountPoint);
        return new Mounted(mountPoint);
    }

    /// A copy of the files of a FAT partition, which takes no kernel that knows FAT.
    Path fat(int partition) throws IOException {
        Path copy = Files.createDirectories(mountPoint.resolveSibling("fat-" + partition));
        Shell.run("partx --update \"$1\"; mcopy -s -i \"$1p$2\" ::/EFI \"$3/\"", path, partition, copy);
        return copy;
    }

    /// A partition's files.
    record Mounted(Path root) implements AutoCloseable {
        String read(String name) throws IOException {
            return Files.readString(root.resolve(name));
        }

        String mode(String name) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name)));
        }

        @Override
        public void close() throws IOException {
            Shell.run("umount \"$1\"", root);
        }
    }

    @Override
    public void close() throws IOException {
        Shell.run("partx --delete \"$1\" 2>/dev/null || true; losetup --detach \"$1\"", path);
    }
}
