package dev.muster.cluster.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
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
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = FileChannel.open(
                fresh,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((credentials.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
