package dev.muster.cluster.tftp.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The port that firmware expects; tests set it to 0.
@ConfigMapping(prefix = "muster.cluster.ports")
public interface TftpPort {
    @WithDefault("69")
    int tftp();
}
