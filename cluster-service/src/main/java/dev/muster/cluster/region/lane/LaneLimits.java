package dev.muster.cluster.region.lane;

import java.time.Duration;

/// How much each lane may hold, in bytes.
///
/// @param lease addresses in memory of which the region has to hear
/// @param power results on disk; beyond it no power command is taken
/// @param compareLeases how often the region's leases are compared with ours
public record LaneLimits(long lease, long power, Lossy progress, Lossy log, Duration compareLeases) {
    private static final long LEAST = 64 << 10;
    private static final int HUNDRED = 100;

    /// @param memory what waits for Kafka or the disk
    /// @param disk what waits for Kafka while it is away
    /// @param senderPercent share of each that one machine may hold
    public record Lossy(long memory, long disk, int senderPercent) {
        long ofSender(long limit) {
            return limit * senderPercent / HUNDRED;
        }
    }

    /// @throws IllegalArgumentException naming the property that is out of its range
    public LaneLimits {
        check("lease.memory-bytes", lease, LEAST);
        check("power.disk-bytes", power, LEAST);
        check("progress", progress);
        check("log", log);
        if (compareLeases.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "muster.cluster.lanes.lease.compare is " + compareLeases + ", must be PT1S at least");
        }
    }

    private static void check(String lane, Lossy lossy) {
        check(lane + ".memory-bytes", lossy.memory, LEAST);
        check(lane + ".disk-bytes", lossy.disk, 2L * Segments.SEGMENT_BYTES);
        if (lossy.senderPercent < 1 || lossy.senderPercent > HUNDRED) {
            throw new IllegalArgumentException("muster.cluster.lanes." + lane + ".sender-percent is "
                    + lossy.senderPercent + ", must be 1 to " + HUNDRED);
        }
    }

    private static void check(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "muster.cluster.lanes." + name + " is " + value + ", must be " + least + " at least");
        }
    }
}
