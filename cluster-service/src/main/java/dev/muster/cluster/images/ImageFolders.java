package dev.muster.cluster.images;

import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the image folders `<os>/<arch>/<subarch>/<release>/<label>` of a snapshot.
final class ImageFolders {
    private static final int DEPTH = 5;
    private static final List<String> NEEDED = List.of("boot-kernel", "boot-initrd");
    private static final List<String> ROOTS = List.of(Snapshot.ROOT_IMAGE, Snapshot.SQUASHFS);

    private ImageFolders() {}

    static List<ImageName> in(Path snapshot) throws IOException {
        List<Path> level = List.of(snapshot);
        for (int depth = 0; depth < DEPTH; depth++) {
            level = below(level);
        }
        return level.stream()
                .filter(folder -> NEEDED.stream().allMatch(file -> Files.isRegularFile(folder.resolve(file)))
                        && ROOTS.stream().anyMatch(file -> Files.isRegularFile(folder.resolve(file))))
                .map(folder -> name(snapshot.relativize(folder)))
                .toList();
    }

    private static List<Path> below(List<Path> folders) throws IOException {
        var found = new ArrayList<Path>();
        for (Path folder : folders) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(Files::isDirectory).sorted().forEach(found::add);
            }
        }
        return found;
    }

    private static ImageName name(Path relative) {
        return new ImageName(
                relative.getName(0).toString(),
                relative.getName(1).toString(),
                relative.getName(2).toString(),
                relative.getName(3).toString(),
                relative.getName(4).toString());
    }
}
