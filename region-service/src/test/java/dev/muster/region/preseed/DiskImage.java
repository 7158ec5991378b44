package dev.muster.region.preseed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk image of somebody's: one partition, with a system on it that has cloud-init.
final class DiskImage {
    private final Path folder;

    DiskImage(Path folder) {
        this.folder = folder;
    }

    byte[] build() throws IOException {
        Path file = folder.resolve("image.img");
        Path system = Files.createDirectories(folder.resolve("system/etc/cloud/cloud.cfg.d"));
        Files.writeString(system.resolve("../../motd"), "somebody's own\n");
        Shell.run("""
                truncate --size 64M "$1"
                echo 'label: gpt
                start=2048, size=61440' | sfdisk --quiet "$1"
                mke2fs -q -F -t ext4 -E offset=1048576 -d "$2" "$1" 30M >/dev/null 2>&1
                gzip --fast --force --keep "$1"
                """, file, folder.resolve("system"));
        return Files.readAllBytes(Path.of(file + ".gz"));
    }
}
