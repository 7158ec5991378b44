package dev.muster.cluster.iscsi;

import dev.muster.cluster.disk.Room;
import dev.muster.model.node.MacAddress;
import java.nio.file.Path;
import java.time.Duration;

/// Whether sessions may write, and where that goes: never to the image.
///
/// @param folder of the files that take it; private to this service
/// @param maxBytes that one overlay may hold; a write beyond it fails with SPACE ALLOCATION FAILED
/// @param room of the folder's disk; where there is none, a write fails likewise
/// @param age after which an overlay that nobody uses is deleted; zero for never
public record IscsiOverlays(Mode mode, Path folder, long maxBytes, Room room, Duration age) {
    /// What becomes of writes.
    public enum Mode {
        /// The unit is write-protected.
        OFF,
        /// Each session begins with the image as it is; what it writes is gone when it ends.
        SESSION,
        /// What a node writes over an image is there when it comes again, and nobody else's: a node that is not
        /// attested cannot log in.
        NODE
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
        return new IscsiOverlays(Mode.OFF, Path.of("/nonexistent"), 1, Room.UNBOUNDED, Duration.ZERO);
    }

    /// Name of the folder of a node's overlays.
    public static String folderOf(MacAddress node) {
        return "node-" + node.value();
    }
}
