package dev.muster.region.preseed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// A root tarball of a few small files: all that the installer looks at.
final class Tarball {
    private final Path tree;
    private final Path file;
    private final Map<String, String> files = new TreeMap<>(Map.of(
            "boot/vmlinuz-6.1", "kernel",
            "boot/initrd.img-6.1", "initrd",
            "dev/x", "",
            "proc/x", "",
            "sys/x", "",
            "etc/apt/apt.conf.d/50x", "",
            "etc/cloud/cloud.cfg", "",
            "usr/lib/grub/i386-pc/normal.mod", "",
            "usr/sbin/grub-install", "#!/bin/sh\necho \"$@\" >/grub-install.arguments\n"));

    Tarball(Path folder) {
        tree = folder.resolve("tree");
        file = folder.resolve("root.tar");
    }

    Tarball with(String name, String content) {
        files.put(name, content);
        return this;
    }

    Tarball without(String prefix) {
        files.keySet().removeIf(name -> name.startsWith(prefix));
        return this;
    }

    byte[] build() throws IOException {
        for (var entry : files.entrySet()) {
            Path path = tree.resolve(entry.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, entry.getValue());
        }
        // a shell for chroot, with its loader and library
        Shell.run("""
                cd "$1"
                chmod +x usr/sbin/grub-install 2>/dev/null || true
                for file in /bin/dash $(ldd /bin/dash | grep -o '/lib[^ ]*'); do
                    install -D "$file" "./$file"
                done
                mv bin/dash bin/sh
                """, tree);
        Shell.run("tar --create --file \"$1\" --directory \"$2\" . && zstd -q -f \"$1\" -o \"$1.zst\"", file, tree);
        return Files.readAllBytes(Path.of(file + ".zst"));
    }
}
