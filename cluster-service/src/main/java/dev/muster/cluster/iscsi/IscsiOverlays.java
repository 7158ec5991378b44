package dev.muster.cluster.iscsi;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Whether sessions may write, and where that goes: never to the image.
///
/// @param folder of the files that take it; private to this service
/// @param maxBytes that one overlay may hold; a write beyond it fails with SPACE ALLOCATION FAILED
/// @param age after which an overlay that nobody uses is deleted; zero for never
/// @param nodes who is behind an address, e.g. by its MAC
public record IscsiOverlays(Mode mode, Path folder, long maxBytes, Duration age, Nodes nodes) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]{0,200}");

    /// What becomes of writes.
    public enum Mode {
        /// The unit is write-protected.
        OFF,
        /// Each session begins with the image as it is; what it writes is gone when it ends.
        SESSION,
        /// What a node writes over an image is there when it comes again.
        NODE
    }

    /// Knows nodes by their addresses. Calls come from event loops: answer from memory.
    @FunctionalInterface
    public interface Nodes {
        /// @return a name that stays with the node, if it is known
        Optional<String> at(InetAddress address);
    }

    public IscsiOverlays {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("an overlay must have room: " + maxBytes);
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("the age of an overlay is negative: " + age);
        }
    }

    public static IscsiOverlays off() {
        return new IscsiOverlays(Mode.OFF, Path.of("/nonexistent"), 1, Duration.ZERO, address -> Optional.empty());
    }

    /// A file name for the node of a session: what `nodes` knows it by, or the initiator's name.
    public String nodeOf(InetAddress address, String initiator) {
        return nodes.at(address).map(node -> "node-" + node).orElseGet(() -> "initiator-" + safe(initiator));
    }

    private static String safe(String name) {
        return SAFE.matcher(name).matches()
                ? name
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
