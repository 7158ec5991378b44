package dev.muster.region.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long events are kept.
@ConfigMapping(prefix = "muster.events")
public interface EventSettings {
    /// What is older is deleted.
    @WithDefault("90d")
    Duration keep();

    /// Of one node; the newest stay.
    @WithDefault("10000")
    int perNode();

    /// How often that is looked after.
    @WithDefault("1m")
    Duration sweep();
}
