package dev.muster.cluster.power;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// What an operator sets for the switching of machines.
@ConfigMapping(prefix = "muster.cluster.power")
public interface PowerSettings {
    /// From the start of an action to the last look at its effect. The region drops a command after a time of its
    /// own, `muster.power.action-timeout`; the shorter one counts.
    @WithDefault("PT120S")
    Duration actionTimeout();

    /// The same for a look at the state.
    @WithDefault("PT25S")
    Duration queryTimeout();

    /// Pauses before each look after an action; the last one goes on until the time is up.
    @WithDefault("PT1S,PT2S,PT2S,PT4S,PT6S,PT8S,PT12S")
    List<Duration> waits();

    /// Machines that are switched at once; further ones wait.
    @WithDefault("20")
    int actions();

    /// Machines that are looked at at once; further ones wait.
    @WithDefault("5")
    int queries();

    static PowerLimits limits(PowerSettings settings) {
        return new PowerLimits(
                settings.actionTimeout(),
                settings.queryTimeout(),
                settings.waits(),
                settings.actions(),
                settings.queries());
    }
}
