package dev.muster.region.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// How long events are kept.
@ConfigMapping(prefix = "muster.events")
public interface EventSettings {
    /// What is older is deleted.
    @WithDefault("90d")
    @DurationMin(nanos = 1)
    Duration keep();

    /// Of one node; the newest stay.
    @WithDefault("10000")
    @Min(1)
    int perNode();

    /// How often that is looked after.
    @WithDefault("1m")
    Duration sweep();
}
