package dev.muster.cluster.region;

import dev.muster.model.file.AtomicFile;
import dev.muster.model.file.AtomicFile.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// The cluster's identity on disk: its uuid, and once it has joined the token that the region gave it.
/// One line `<uuid>` or `<uuid>:<token>` in a file that only its owner can read.
final class CredentialsFile {
    private final Path file;

    CredentialsFile(Path file) {
        this.file = file;
    }

    /// Reads the identity; a cluster that has none yet chooses its uuid and keeps it.
    Credentials read() throws IOException {
        if (Files.exists(file)) {
            return parse(Files.readString(file).strip());
        }
        var fresh = new Credentials(UUID.randomUUID(), Optional.empty());
        write(fresh);
        return fresh;
    }

    private Credentials parse(String line) throws IOException {
        int colon = line.indexOf(':');
        try {
            return colon < 0
                    ? new Credentials(UUID.fromString(line), Optional.empty())
                    : new Credentials(
                            UUID.fromString(line.substring(0, colon)), Optional.of(line.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a credentials file; remove it to join again", e);
        }
    }

    /// Replaces the file in one step: after a crash it holds the old identity or the new one.
    void write(Credentials credentials) throws IOException {
        AtomicFile.write(file, (credentials.line() + "\n").getBytes(StandardCharsets.UTF_8), Access.OWNER_ONLY);
    }
}
