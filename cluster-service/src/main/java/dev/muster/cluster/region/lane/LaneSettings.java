package dev.muster.cluster.region.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds of the lanes to the region: what may wait for Kafka. What happens beyond each is in `docs/security.md`.
@ConfigMapping(prefix = "muster.cluster.lanes")
public interface LaneSettings {
    Lease lease();

    Power power();

    Progress progress();

    Log log();

    /// Leases. They are on disk in their own journal, so that this lane has no folder.
    interface Lease {
        /// Bytes of addresses of which the region has to hear.
        @WithDefault("4194304")
        long memoryBytes();

        /// How often the region's leases are compared with the cluster's; also after each start, and when the bound was
        /// reached.
        @WithDefault("PT5M")
        Duration compare();
    }

    /// Results of power commands.
    interface Power {
        /// Bytes on disk; beyond it no power command is taken.
        @WithDefault("16777216")
        long diskBytes();
    }

    /// Boot progress.
    interface Progress {
        @WithDefault("4194304")
        long memoryBytes();

        @WithDefault("33554432")
        long diskBytes();

        @WithDefault("25")
        int senderPercent();
    }

    /// Log lines.
    interface Log {
        /// Bytes that wait in memory; beyond it the oldest of who holds the most are dropped and counted.
        @WithDefault("8388608")
        long memoryBytes();

        /// Bytes that wait on disk while Kafka is away; beyond it the oldest are dropped and counted.
        @WithDefault("67108864")
        long diskBytes();

        /// Share of both that one machine may hold, in percent; beyond it lines of that machine are dropped and
        /// counted.
        @WithDefault("25")
        int senderPercent();
    }

    /// @throws IllegalArgumentException naming the property that is out of its range
    static LaneLimits limits(LaneSettings lanes) {
        var progress = lanes.progress();
        var log = lanes.log();
        return new LaneLimits(
                lanes.lease().memoryBytes(),
                lanes.power().diskBytes(),
                new LaneLimits.Lossy(progress.memoryBytes(), progress.diskBytes(), progress.senderPercent()),
                new LaneLimits.Lossy(log.memoryBytes(), log.diskBytes(), log.senderPercent()),
                lanes.lease().compare());
    }
}
