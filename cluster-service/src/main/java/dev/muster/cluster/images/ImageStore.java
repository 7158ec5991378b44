package dev.muster.cluster.images;

import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The image snapshots of this cluster: `<root>/snapshot-YYYYMMDD-HHMMSS/…`, and the link `<root>/current` to the
/// one that machines boot now.
///
/// Each call costs one `readlink`; a snapshot is read when the link changes. Safe for concurrent use.
public final class ImageStore {
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot-\\d{8}-\\d{6}");

    private final Path root;
    private final Path link;
    private final Map<String, Snapshot> byName = new ConcurrentHashMap<>();
    private volatile @Nullable Published published;

    public ImageStore(Path root) {
        this.root = root.toAbsolutePath();
        this.link = this.root.resolve("current");
    }

    /// What the link `current` names at this moment; empty if there is no image yet, see [#missing()].
    public Optional<Snapshot> current() {
        try {
            Path target = Files.readSymbolicLink(link);
            Published known = published;
            if (known == null || !known.target.equals(target)) {
                known = new Published(target, Snapshot.read(link));
                published = known;
            }
            return Optional.of(known.snapshot);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /// Why [#current()] is empty and what to do about it, for an operator.
    public String missing() {
        return "no image snapshot in " + root + "; build one with deploy/images/build-ephemeral --output " + root;
    }

    /// A file by its path inside the current snapshot. A path that begins with a snapshot's name is looked up in
    /// that one, so that a machine keeps kernel, initrd and root of one build while `current` moves on.
    public Optional<ImageFile> file(String relativePath) {
        int slash = relativePath.indexOf('/');
        if (slash > 0 && SNAPSHOT.matcher(relativePath.substring(0, slash)).matches()) {
            return named(relativePath.substring(0, slash)).flatMap(s -> s.file(relativePath.substring(slash + 1)));
        }
        return current().flatMap(snapshot -> snapshot.file(relativePath));
    }

    /// [#file(String)] where only the path matters.
    public Optional<Path> resolve(String relativePath) {
        return file(relativePath).map(ImageFile::path);
    }

    /// The root image behind an iSCSI name, from the current snapshot.
    public Optional<Path> rootImage(String iscsiName) {
        return current().flatMap(snapshot -> snapshot.rootImage(iscsiName));
    }

    /// The iSCSI names of all root images of the current snapshot.
    public List<String> iscsiNames() {
        return current()
                .map(snapshot -> snapshot.images().stream()
                        .filter(image -> snapshot.rootImage(image).isPresent())
                        .map(ImageName::iscsiName)
                        .toList())
                .orElse(List.of());
    }

    /// Where a path leads that may begin with the name of a snapshot; as [#file(String)], but without a look at what
    /// is there.
    ///
    /// @param folder of the snapshot; not there if the snapshot was removed
    /// @param path inside of it
    public record Place(Path folder, String path) {}

    /// Empty if the path names no snapshot and there is no current one.
    public Optional<Place> place(String relativePath) {
        int slash = relativePath.indexOf('/');
        if (slash > 0 && SNAPSHOT.matcher(relativePath.substring(0, slash)).matches()) {
            return Optional.of(
                    new Place(root.resolve(relativePath.substring(0, slash)), relativePath.substring(slash + 1)));
        }
        return current().map(snapshot -> new Place(snapshot.directory(), relativePath));
    }

    /// A snapshot by its name, current or not; empty once it was removed.
    public Optional<Snapshot> snapshot(String name) {
        return SNAPSHOT.matcher(name).matches() ? named(name) : Optional.empty();
    }

    private Optional<Snapshot> named(String name) {
        Snapshot known = byName.get(name);
        if (known != null && Files.isDirectory(known.directory())) {
            return Optional.of(known);
        }
        byName.remove(name);
        try {
            Snapshot read = Snapshot.read(root.resolve(name));
            byName.put(name, read);
            return Optional.of(read);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private record Published(Path target, Snapshot snapshot) {}
}
