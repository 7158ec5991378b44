package dev.muster.cluster.iscsi.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// The overlays that no session has used for long, of machines that are gone and of images that were replaced.
///
/// The time of an overlay's folder is that of its last use: set when it is opened and when its last session ends.
///
/// @param nodes a folder for each node, with one in it for each image
/// @param before time of the last use of those that go
record UnusedOverlays(Path nodes, Instant before) {
    private static final Logger LOG = Logger.getLogger(UnusedOverlays.class);

    static void used(Path overlay) {
        try {
            Files.setLastModifiedTime(overlay, FileTime.from(Instant.now()));
        } catch (IOException gone) {
            LOG.warnf("%s: %s", overlay, gone);
        }
    }

    /// @param open those in use, which stay whatever their time says
    void delete(Predicate<Path> open) {
        if (!Files.isDirectory(nodes)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(nodes, Files::isDirectory)) {
            for (Path node : all) {
                deleteOf(node, open);
            }
        } catch (IOException e) {
            LOG.warnf("looking for unused overlays: %s", e);
        }
    }

    private void deleteOf(Path node, Predicate<Path> open) throws IOException {
        boolean left = false;
        try (DirectoryStream<Path> overlays = Files.newDirectoryStream(node)) {
            for (Path overlay : overlays) {
                if (open.test(overlay) || !isOld(overlay)) {
                    left = true;
                } else {
                    LOG.infof("deleting what was written over an image, long unused: %s", overlay);
                    Files.deleteIfExists(overlay.resolve("data"));
                    Files.deleteIfExists(overlay.resolve("map"));
                    Files.delete(overlay);
                }
            }
        }
        if (!left) {
            Files.delete(node);
        }
    }

    private boolean isOld(Path overlay) throws IOException {
        return Files.isDirectory(overlay)
                && Files.getLastModifiedTime(overlay).toInstant().isBefore(before);
    }
}
