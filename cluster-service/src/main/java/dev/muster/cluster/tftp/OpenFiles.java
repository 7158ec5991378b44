package dev.muster.cluster.tftp;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The files being served: one mapping per file for all its transfers, and the small ones kept at hand for a
/// moment, so that a rack of machines asking for the same loader costs one look at the disk.
final class OpenFiles {
    private static final long SMALL = 256 << 10;
    private static final long LOADED_AT_ONCE = 64 << 20;
    private static final int MOST_HOT = 128;
    private static final int MOST_MAPPED = 1024;
    private static final long HOT_FOR = Duration.ofSeconds(2).toNanos();

    private final ConcurrentHashMap<Path, Hot> hot = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Stamp, WeakReference<Content>> mapped = new ConcurrentHashMap<>();

    private record Hot(Content content, long since) {}

    /// Tells one state of a file from the next that has its name.
    private record Stamp(Path file, @Nullable Object key, long size, long modified) {
        static Stamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    file,
                    attributes.fileKey(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        }
    }

    /// A small file that was read a moment ago; without any I/O.
    Optional<Content> hot(Path name) {
        var known = hot.get(name);
        boolean fresh = known != null && System.nanoTime() - known.since < HOT_FOR;
        return fresh ? Optional.of(Objects.requireNonNull(known).content) : Optional.empty();
    }

    /// @param name what [#hot] will be asked for
    /// @param real the file behind it
    Content open(Path name, Path real) throws IOException {
        var stamp = Stamp.of(real);
        if (stamp.size > SMALL) {
            return map(stamp);
        }
        var content = Content.of(Files.readAllBytes(real));
        if (hot.size() >= MOST_HOT) {
            hot.clear();
        }
        hot.put(name, new Hot(content, System.nanoTime()));
        return content;
    }

    private Content map(Stamp stamp) throws IOException {
        var known = mapped.get(stamp);
        var shared = known == null ? null : known.get();
        if (shared != null) {
            return shared;
        }
        var content = Content.mapped(stamp.file);
        if (stamp.size <= LOADED_AT_ONCE) {
            content.load();
        }
        if (mapped.size() >= MOST_MAPPED) {
            mapped.values().removeIf(reference -> reference.refersTo(null));
        }
        mapped.put(stamp, new WeakReference<>(content));
        return content;
    }
}
