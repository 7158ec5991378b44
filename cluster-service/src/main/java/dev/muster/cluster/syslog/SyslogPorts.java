package dev.muster.cluster.syslog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The ports that senders expect; tests set them to 0.
@ConfigMapping(prefix = "muster.cluster.ports")
public interface SyslogPorts {
    @WithDefault("514")
    int syslog();

    @WithDefault("6514")
    int syslogTls();
}
