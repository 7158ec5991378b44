package dev.muster.cluster.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/// One state of a file, without its octets.
record FileStamp(Path path, long size, Instant modified) {

    static FileStamp of(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileStamp(
                path, attributes.size(), attributes.lastModifiedTime().toInstant());
    }
}
