package dev.muster.region.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How clusters join and stay.
@ConfigMapping(prefix = "muster.cluster")
public interface ClusterSettings {
    /// How long a join secret is good for.
    @WithDefault("24h")
    Duration joinSecretLifetime();

    /// How often the region wants to hear from each cluster.
    @WithDefault("10s")
    Duration heartbeat();
}
