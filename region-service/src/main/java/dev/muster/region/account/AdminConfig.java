package dev.muster.region.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The first administrator.
@ConfigMapping(prefix = "muster.admin")
public interface AdminConfig {
    /// The user made at first start.
    @WithDefault("admin")
    String name();

    /// Where the administrator's API key is written, readable by its owner only. If at start the file is missing
    /// or holds a key that is not good, a new key is made: that is how a lost key is replaced. Without a file the
    /// first key is printed once on the standard output.
    Optional<Path> keyFile();
}
