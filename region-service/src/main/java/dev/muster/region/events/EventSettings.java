package dev.muster.region.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// How long events are kept, and who may follow them.
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

    /// Clients that may follow the timeline at a time.
    @WithDefault("500")
    @Min(1)
    int streams();

    /// Of one user.
    @WithDefault("20")
    @Min(1)
    int streamsPerUser();

    /// Of one address; users behind one proxy have one address.
    @WithDefault("200")
    @Min(1)
    int streamsPerAddress();

    /// How often it is looked for events that are too old.
    /// In whole seconds, at least one.
    @WithDefault("1m")
    Duration sweep();
}
