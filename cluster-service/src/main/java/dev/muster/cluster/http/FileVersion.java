package dev.muster.cluster.http;

import dev.muster.cluster.images.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What tells one state of a file from another.
///
/// @param modified whole seconds, as HTTP has no more
/// @param etag strong, with its quotes
record FileVersion(long size, Instant modified, String etag) {

    static FileVersion of(ImageFile file) throws IOException {
        var attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
        long millis = attributes.lastModifiedTime().toMillis();
        String tag = file.sha256().orElseGet(() -> file.snapshot() + "-" + attributes.size() + "-" + millis);
        return new FileVersion(
                attributes.size(),
                attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS),
                '"' + tag + '"');
    }
}
