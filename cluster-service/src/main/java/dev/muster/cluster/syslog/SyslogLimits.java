package dev.muster.cluster.syslog;

import java.time.Duration;

/// What senders can take of the receiver. What happens at each limit is in `docs/conformance.md`.
///
/// @param maxLength longest message in octets; the rest is cut off
/// @param connections TCP and TLS connections at a time
/// @param connectionsPerClient TCP and TLS connections of one address at a time
/// @param idle after which a silent TCP or TLS connection is closed
/// @param queueBytes memory for messages that wait for the disk; datagrams get half of it
/// @param openFiles log files that are kept open
/// @param hosts names under which lines are filed in a day
/// @param hostsPerSender names of one sender's address in a day
public record SyslogLimits(
        int maxLength,
        int connections,
        int connectionsPerClient,
        Duration idle,
        int queueBytes,
        int openFiles,
        int hosts,
        int hostsPerSender) {
    public static final SyslogLimits DEFAULT =
            new SyslogLimits(8192, 4096, 256, Duration.ofHours(1), 32 << 20, 256, 16_384, 64);

    /// RFC 5424 6.1 and RFC 5425 4.3.1: 480 octets over UDP, 2048 over TLS must be taken.
    private static final int SHORTEST_LENGTH = 2048;

    private static final int LONGEST_LENGTH = 65_536;

    /// A quarter of it takes what the event loops have in hand when they see that the disk is behind.
    private static final int SMALLEST_QUEUE = 4 << 20;

    public SyslogLimits {
        within("max-length", maxLength, SHORTEST_LENGTH, LONGEST_LENGTH);
        within("connections", connections, 1, Integer.MAX_VALUE);
        within("connections-per-client", connectionsPerClient, 1, Integer.MAX_VALUE);
        within("idle in milliseconds", idle.toMillis(), 1, Integer.MAX_VALUE);
        within("queue-bytes", queueBytes, SMALLEST_QUEUE, Integer.MAX_VALUE);
        within("open-files", openFiles, 1, Integer.MAX_VALUE);
        within("hosts", hosts, 1, Integer.MAX_VALUE);
        within("hosts-per-sender", hostsPerSender, 1, Integer.MAX_VALUE);
    }

    private static void within(String limit, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "muster.cluster.limits.syslog.%s is %d, must be %d to %d".formatted(limit, value, least, most));
        }
    }

    public SyslogLimits withConnectionsUpTo(int inAll, int perClient) {
        return new SyslogLimits(maxLength, inAll, perClient, idle, queueBytes, openFiles, hosts, hostsPerSender);
    }

    public SyslogLimits closingAfter(Duration silence) {
        return new SyslogLimits(
                maxLength, connections, connectionsPerClient, silence, queueBytes, openFiles, hosts, hostsPerSender);
    }

    public SyslogLimits withHostsUpTo(int inAll, int perSender) {
        return new SyslogLimits(
                maxLength, connections, connectionsPerClient, idle, queueBytes, openFiles, inAll, perSender);
    }

    public SyslogLimits withQueueOf(int bytes) {
        return new SyslogLimits(
                maxLength, connections, connectionsPerClient, idle, bytes, openFiles, hosts, hostsPerSender);
    }
}
