package dev.muster.cluster.iscsi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The port that kernels expect; tests set it to 0.
@ConfigMapping(prefix = "muster.cluster.ports")
public interface IscsiPort {
    @WithDefault("3260")
    int iscsi();
}
