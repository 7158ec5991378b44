package dev.muster.region.secrets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where this replica has its key from.
interface KeySource {
    /// Empty if there is none yet.
    Optional<byte[]> key();

    /// Makes one where there is none.
    byte[] keyOrNew();

    /// For an operator.
    String name();

    /// @param name of the setting
    static KeySource of(String key, String name) {
        byte[] decoded = SecretKeyFile.decode(key, name);
        return new KeySource() {
            @Override
            public Optional<byte[]> key() {
                return Optional.of(decoded.clone());
            }

            @Override
            public byte[] keyOrNew() {
                return decoded.clone();
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    static KeySource of(Path file) {
        return new KeySource() {
            @Override
            public Optional<byte[]> key() {
                return Files.exists(file) ? Optional.of(keyOrNew()) : Optional.empty();
            }

            @Override
            public byte[] keyOrNew() {
                return SecretKeyFile.readOrMake(file);
            }

            @Override
            public String name() {
                return file.toAbsolutePath().toString();
            }
        };
    }
}
