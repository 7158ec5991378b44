package dev.muster.region.secrets;

import dev.muster.model.file.AtomicFile;
import dev.muster.model.file.AtomicFile.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The file with the key: 32 bytes in base64, one line.
final class SecretKeyFile {
    private SecretKeyFile() {}

    static byte[] readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return decode(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("key file " + file + " cannot be read or made", e);
        }
    }

    static byte[] decode(String text, String source) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + " is not base64", e);
        }
        if (key.length != 32) {
            throw new IllegalArgumentException(source + " holds " + key.length + " bytes, not 32");
        }
        return key;
    }

    /// Of two processes that start at once one key wins, whole.
    private static void make(Path file) throws IOException {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        byte[] line = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        AtomicFile.create(file, line, Access.OWNER_ONLY);
    }
}
