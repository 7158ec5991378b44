package dev.muster.region.commissioning;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What the files may take that machines leave.
@ConfigMapping(prefix = "muster.results")
public interface ResultSettings {
    /// Of all files of one node together.
    @WithDefault("64M")
    MemorySize perNode();
}
