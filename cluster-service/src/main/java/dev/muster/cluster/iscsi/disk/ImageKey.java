package dev.muster.cluster.iscsi.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells images apart: what was written over one makes no sense over another.
final class ImageKey {
    private static final int DIGITS = 32;

    private ImageKey() {}

    /// A file name made of target, real path (which names the snapshot), size and time of the image.
    static String of(String target, Path image) throws IOException {
        String text = String.join(
                "\0",
                target,
                image.toRealPath().toString(),
                Long.toString(Files.size(image)),
                Long.toString(Files.getLastModifiedTime(image).toMillis()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
