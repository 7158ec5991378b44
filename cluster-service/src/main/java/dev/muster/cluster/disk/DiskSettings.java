package dev.muster.cluster.disk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The disk of the data folder.
@ConfigMapping(prefix = "muster.cluster.disk")
public interface DiskSettings {
    /// Bytes that may not be taken by what can be spared: log lines, what machines write over iSCSI, boot progress
    /// that waits for Kafka. Leases are written on when they stop.
    @WithDefault("536870912")
    long reserveBytes();
}
