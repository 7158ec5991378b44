package dev.muster.cluster.iscsi.disk;

import dev.muster.cluster.iscsi.IscsiOverlays;
import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens the disk of a session: the image itself, or with something to write on over it. Calls may wait for the disk.
public final class Overlays {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final IscsiOverlays settings;
    private final Map<Path, SharedOverlay> open = new HashMap<>();
    private Instant swept = Instant.MIN;

    public Overlays(IscsiOverlays settings) {
        this.settings = settings;
    }

    /// @param node whose the session is; what is kept is kept for a node
    /// @throws IOException naming the file that cannot be used
    public Disk open(Path path, String target, Optional<MacAddress> node) throws IOException {
        return switch (settings.mode()) {
            case OFF -> OpenImage.open(path);
            case SESSION -> forSession(path);
            case NODE -> forNode(path, target, node.orElseThrow(() -> new IOException("nobody to keep writes for")));
        };
    }

    private Disk forSession(Path path) throws IOException {
        OpenImage image = OpenImage.open(path);
        try {
            Files.createDirectories(settings.folder(), PRIVATE_FOLDER);
            Path file = Files.createTempFile(settings.folder(), "session", "", PRIVATE_FILE);
            FileChannel data = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // Without a name it goes with its last user, even if this process is killed.
            Files.delete(file);
            return Overlay.thrownAway(image, data, limits());
        } catch (IOException unusable) {
            image.close();
            throw unusable;
        }
    }

    private synchronized Disk forNode(Path path, String target, MacAddress node) throws IOException {
        Path folder = nodes().resolve(IscsiOverlays.folderOf(node)).resolve(ImageKey.of(target, path));
        SharedOverlay shared = open.get(folder);
        if (shared == null) {
            shared = new SharedOverlay(kept(path, folder), () -> forget(folder), this);
            open.put(folder, shared);
        }
        sweep();
        return shared.join();
    }

    private void forget(Path folder) {
        open.remove(folder);
        UnusedOverlays.used(folder);
    }

    /// Deletes what has not been used for long; looks once in an hour, when somebody comes.
    public synchronized void sweep() {
        Instant now = Instant.now();
        if (settings.mode() == Mode.NODE && !settings.age().isZero() && swept.isBefore(now.minus(SWEEP_EVERY))) {
            swept = now;
            new UnusedOverlays(nodes(), now.minus(settings.age())).delete(open::containsKey);
        }
    }

    private Path nodes() {
        return settings.folder().resolve("nodes");
    }

    private Overlay kept(Path path, Path folder) throws IOException {
        Files.createDirectories(folder, PRIVATE_FOLDER);
        UnusedOverlays.used(folder);
        OpenImage image = OpenImage.open(path);
        try {
            return Overlay.kept(
                    image, file(folder.resolve("data")), new MapFile(file(folder.resolve("map"))), limits());
        } catch (IOException unusable) {
            image.close();
            throw new IOException(folder + ": " + unusable.getMessage(), unusable);
        }
    }

    private Overlay.Limits limits() {
        return new Overlay.Limits(settings.maxBytes(), settings.room());
    }

    private static FileChannel file(Path path) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return FileChannel.open(path, options, PRIVATE_FILE);
    }
}
