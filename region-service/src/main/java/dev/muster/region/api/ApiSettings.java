package dev.muster.region.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// What the API bears.
@ConfigMapping(prefix = "muster.api")
public interface ApiSettings {
    /// Lists that are answered at once, for all callers together.
    @WithDefault("32")
    @Min(1)
    int lists();

    /// Lists that are answered at once to one user, or to one address that says no user.
    @WithDefault("4")
    @Min(1)
    int listsPerUser();

    /// How long a list waits for its turn before it is refused.
    @WithDefault("10s")
    @DurationMin(nanos = 1)
    Duration listWait();

    /// How long a client may take for one page of an answer that is sent page by page; a slower one is cut off.
    @WithDefault("30s")
    @DurationMin(millis = 100)
    Duration stalled();
}
