package dev.muster.cluster.images;

import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One immutable set of images and loaders. What it holds is read once.
public final class Snapshot {
    static final String ROOT_IMAGE = "root-image";
    static final String SQUASHFS = "squashfs";

    private final String name;
    private final Path directory;
    private final List<ImageName> images;
    private final Map<String, String> digests;

    private Snapshot(Path directory, List<ImageName> images, Map<String, String> digests) {
        this.name = String.valueOf(directory.getFileName());
        this.directory = directory;
        this.images = images;
        this.digests = digests;
    }

    /// @param directory may be a link; the snapshot is what it names now
    static Snapshot read(Path directory) throws IOException {
        Path real = directory.toRealPath();
        return new Snapshot(real, ImageFolders.in(real), Manifest.read(real.resolve("manifest.sha256")));
    }

    /// `snapshot-20261122-100000`.
    public String name() {
        return name;
    }

    /// Real path, no link in it.
    public Path directory() {
        return directory;
    }

    /// The images that can be booted from here: folders with kernel, initrd and a root, sorted by path.
    public List<ImageName> images() {
        return images;
    }

    /// The disk that an image offers over iSCSI, if it has one.
    public Optional<Path> rootImage(ImageName image) {
        return file(image.path() + "/" + ROOT_IMAGE).map(ImageFile::path);
    }

    /// The root that an image offers over HTTP, if it has one.
    public Optional<ImageFile> squashfs(ImageName image) {
        return file(image.path() + "/" + SQUASHFS);
    }

    /// The disk behind an iSCSI name.
    public Optional<Path> rootImage(String iscsiName) {
        return images.stream()
                .filter(image -> image.iscsiName().equals(iscsiName))
                .findFirst()
                .flatMap(this::rootImage);
    }

    /// A regular file by its path inside the snapshot. Empty if there is none, and for whatever could lead out:
    /// `..`, an absolute path, NUL, a backslash, a link to elsewhere.
    public Optional<ImageFile> file(String relativePath) {
        if (!isPlain(relativePath)) {
            return Optional.empty();
        }
        try {
            Path real = directory.resolve(relativePath).toRealPath();
            return real.startsWith(directory) && Files.isRegularFile(real)
                    ? Optional.of(new ImageFile(real, name, Optional.ofNullable(digests.get(relativePath))))
                    : Optional.empty();
        } catch (IOException | InvalidPathException missing) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String path) {
        if (path.length() > 4096 || path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
