package dev.muster.region.secrets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Where the key comes from that encrypts power passwords and the like in the database. All replicas need the same.
@ConfigMapping(prefix = "muster.secrets")
public interface SecretsConfig {
    /// The key itself, base64 of 32 bytes; goes before the file.
    Optional<String> key();

    /// A file that holds the key. Made at first start, readable by its owner only.
    Optional<Path> keyFile();

    /// To be set once, where the key is lost for good: this replica's key takes its place. What was sealed with the
    /// lost
    /// one stays closed.
    @WithDefault("false")
    boolean keyLost();
}
