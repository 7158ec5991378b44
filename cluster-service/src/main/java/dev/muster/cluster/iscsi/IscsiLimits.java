package dev.muster.cluster.iscsi;

import java.time.Duration;

/// Bounds of the target.
///
/// @param sessions in total
/// @param sessionsPerClient of one address
/// @param loginTimeout from the connection to the end of the login
/// @param keepAlive silence after which the peer is asked for a sign; after three times that it is dropped
/// @param maxDataSegment bytes of data taken in one PDU
/// @param commands numbered commands of a session under way; of all, immediate ones included, twice as many
public record IscsiLimits(
        int sessions,
        int sessionsPerClient,
        Duration loginTimeout,
        Duration keepAlive,
        int maxDataSegment,
        int commands) {
    private static final int MOST_SESSIONS = 60_000;
    private static final int MOST_COMMANDS = 4096;
    private static final int SMALLEST_SEGMENT = 512;
    private static final int LARGEST_SEGMENT = 16_777_215;

    public IscsiLimits {
        if (sessions > MOST_SESSIONS) {
            throw new IllegalArgumentException("more than " + MOST_SESSIONS + " sessions have no handles: " + sessions);
        }
        if (sessions < 1 || sessionsPerClient < 1) {
            throw new IllegalArgumentException("limits of sessions must be at least 1");
        }
        if (!loginTimeout.isPositive() || !keepAlive.isPositive()) {
            throw new IllegalArgumentException("time limits must be positive");
        }
        if (commands < 1 || commands > MOST_COMMANDS) {
            throw new IllegalArgumentException("commands must be 1 to " + MOST_COMMANDS + ": " + commands);
        }
        if (maxDataSegment < SMALLEST_SEGMENT || maxDataSegment > LARGEST_SEGMENT) {
            throw new IllegalArgumentException("maxDataSegment must be 512 to 16777215 bytes: " + maxDataSegment);
        }
    }

    /// With 128 commands.
    public IscsiLimits(
            int sessions, int sessionsPerClient, Duration loginTimeout, Duration keepAlive, int maxDataSegment) {
        this(sessions, sessionsPerClient, loginTimeout, keepAlive, maxDataSegment, 128);
    }

    public static IscsiLimits defaults() {
        return new IscsiLimits(4096, 256, Duration.ofSeconds(15), Duration.ofSeconds(30), 262_144);
    }
}
