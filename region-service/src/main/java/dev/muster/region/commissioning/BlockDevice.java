package dev.muster.region.commissioning;

import dev.muster.region.allocation.DiskName;
import java.util.List;

/// A disk of a machine, as commissioning found it.
///
/// @param number from 1, in the order in which the kernel found them
/// @param name `sda`
/// @param path `/dev/sda`
/// @param idPath the link to it that stays when disks are swapped, or the path
/// @param wwn as the kernel says it; may be empty, as the serial number may
/// @param size bytes
/// @param blockSize bytes
/// @param tags MAAS's words: `rotary` or `ssd`, `sata`, `removable`
/// @param stable what it is known by in an installation
record BlockDevice(
        int number,
        String name,
        String path,
        String idPath,
        String model,
        String serial,
        String wwn,
        long size,
        int blockSize,
        List<String> tags,
        DiskName stable) {
    BlockDevice {
        tags = List.copyOf(tags);
    }

    boolean isKnownAs(DiskName disk) {
        return switch (disk.by()) {
            case "wwn" -> disk.value().equals(wwn);
            case "serial" -> disk.value().equals(serial);
            default -> disk.value().equals(idPath) || disk.value().equals(path);
        };
    }

    boolean removable() {
        return tags.contains("removable");
    }
}
