package dev.muster.region.metadata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What machines get, and what they may leave.
@ConfigMapping(prefix = "muster.metadata")
public interface MetadataSettings {
    /// How long a machine that asks for its key too early is kept waiting before it is refused. cloud-init gives up
    /// an answer after 10 s, and asks three times with no pause.
    @WithDefault("8s")
    Duration preseedWait();
}
