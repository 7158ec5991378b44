package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A small system on a disk of its own: the kernel and initrd of an image, which say on the console that they come
/// from the disk and switch the machine off. Its one partition is FAT, with loaders for BIOS and UEFI.
final class LocalDisk {
    /// What the kernel prints when it was loaded from this disk.
    static final Pattern BOOTED = Pattern.compile("Command line: .*muster\\.lab=local-disk");

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String KERNEL_LINE =
            "console=ttyS0,115200n8 tsc=reliable muster.lab=local-disk muster.poweroff";
    private static final String SYSLINUX = """
            DEFAULT disk
            LABEL disk
              KERNEL /vmlinuz
              INITRD /initrd
              APPEND %s
            """.formatted(KERNEL_LINE);
    private static final String GRUB = """
            set timeout=0
            menuentry disk {
                echo 'GRUB from the disk'
                linux /vmlinuz %s
                initrd /initrd
            }
            """.formatted(KERNEL_LINE);

    private final Path file;

    private LocalDisk(Path file) {
        this.file = file;
    }

    /// @param loaders paths on the disk, `EFI/debian/grubx64.efi`, and the files to be put there; a GRUB reads
    ///     `grub/grub.cfg` of the disk that it came from
    static Path make(Path file, Path image, Map<String, Path> loaders) throws IOException {
        var disk = new LocalDisk(file);
        disk.partition();
        disk.copy(image.resolve("boot-kernel"), "vmlinuz");
        disk.copy(image.resolve("boot-initrd"), "initrd");
        disk.write(SYSLINUX, "syslinux.cfg");
        disk.write(GRUB, "grub/grub.cfg");
        for (var loader : loaders.entrySet()) {
            disk.copy(loader.getValue(), loader.getKey());
        }
        return file;
    }

    static List<String> tools() {
        return List.of("sfdisk", "mkfs.vfat", "mcopy", "syslinux");
    }

    private void partition() {
        sh("rm -f $0 && truncate -s 96M $0");
        sh("echo start=2048, type=ef, bootable | sfdisk -q --label dos $0");
        sh("mkfs.vfat --offset 2048 $0 " + 95 * 1024);
        sh("syslinux -t " + MEBIBYTE + " -i $0");
        sh("dd if=/usr/lib/syslinux/mbr/mbr.bin of=$0 conv=notrunc bs=440 count=1 status=none");
    }

    private void write(String text, String path) throws IOException {
        Path source = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), text);
        copy(source, path);
        Files.delete(source);
    }

    private void copy(Path source, String path) {
        String above = "";
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
            above += "/" + names[i];
            sh("mmd -D s -i $0@@1M ::" + above + " || mdir -i $0@@1M ::" + above);
        }
        Command.of("mcopy", "-i", file + "@@1M", source.toString(), "::/" + path)
                .succeed();
    }

    private void sh(String script) {
        Command.of("sh", "-c", "MTOOLS_SKIP_CHECK=1 && export MTOOLS_SKIP_CHECK && " + script, file.toString())
                .succeed();
    }
}
