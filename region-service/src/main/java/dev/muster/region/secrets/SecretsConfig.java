package dev.muster.region.secrets;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where the key comes from that encrypts power passwords and the like in the database. All replicas need the same.
@ConfigMapping(prefix = "muster.secrets")
public interface SecretsConfig {
    /// The key itself, base64 of 32 bytes; goes before the file.
    Optional<String> key();

    /// A file that holds the key. Made at first start, readable by its owner only.
    Optional<Path> keyFile();

    /// The name of the key that is lost for good, as the refusal to start has it: this replica's key takes its place.
    /// What was sealed with the lost one stays closed.
    Optional<String> keyLost();
}
