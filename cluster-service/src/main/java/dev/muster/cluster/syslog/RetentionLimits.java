package dev.muster.cluster.syslog;

import java.time.Duration;

/// How much of the logs is kept. The oldest go first; files that are being written stay.
///
/// @param age after which a day's files go
/// @param hostBytes of one host's files
/// @param totalBytes of all files
public record RetentionLimits(Duration age, long hostBytes, long totalBytes) {
    public static final RetentionLimits DEFAULT = new RetentionLimits(Duration.ofDays(30), 1L << 30, 10L << 30);

    private static final long LEAST_BYTES = 1 << 20;

    public RetentionLimits {
        if (age.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "muster.cluster.syslog.retention.age is " + age + ", must be P1D at least");
        }
        check("host-bytes", hostBytes);
        check("total-bytes", totalBytes);
    }

    private static void check(String name, long bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("muster.cluster.syslog.retention." + name + " is " + bytes + ", must be "
                    + LEAST_BYTES + " at least");
        }
    }

    /// At which a file is closed and another one begun, so that there is something to remove.
    public long fileBytes() {
        return Math.min(hostBytes, totalBytes) / 8;
    }
}
