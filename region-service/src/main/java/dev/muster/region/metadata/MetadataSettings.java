package dev.muster.region.metadata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/// What machines get, and what they may leave.
@ConfigMapping(prefix = "muster.metadata")
public interface MetadataSettings {
    /// How long a machine that asks for its key too early is kept waiting before it is refused. cloud-init gives up
    /// an answer after 10 s, and asks three times with no pause.
    @WithDefault("8s")
    Duration preseedWait();

    /// How many reports of one machine become events at once. An installation with curtin and cloud-init has some
    /// hundred.
    @WithDefault("500")
    @Min(1)
    int reportsBurst();

    /// How many more each second.
    @WithDefault("1")
    @PositiveOrZero
    double reportsPerSecond();

    /// How long reports that are too many are counted before the timeline tells how many they were.
    @WithDefault("1m")
    Duration reportsTold();
}
