package dev.muster.cluster.syslog;

import java.time.Duration;

/// What senders can take of the receiver. What happens at each limit is in `docs/conformance.md`.
///
/// @param maxLength longest message in octets; the rest is cut off
/// @param connections TCP and TLS connections at a time; each may hold a message that has not ended
/// @param connectionsPerClient TCP and TLS connections of one address at a time
/// @param idle after which a silent TCP or TLS connection is closed
/// @param queueBytes memory for messages that wait for the disk; datagrams get a third of it, a sender a quarter of his
/// part
/// @param udpBufferBytes the kernel's memory for datagrams that wait to be read
/// @param openFiles log files that are kept open
/// @param hosts names under which lines are filed in a day
/// @param hostsPerSender names of one sender's address in a day
/// @param forwarded lines that are handed on in a second, a quarter of them of one sender; 0 for none
public record SyslogLimits(
        int maxLength,
        int connections,
        int connectionsPerClient,
        Duration idle,
        int queueBytes,
        int udpBufferBytes,
        int openFiles,
        int hosts,
        int hostsPerSender,
        int forwarded) {
    public static final SyslogLimits DEFAULT =
            new SyslogLimits(8192, 2048, 256, Duration.ofHours(1), 32 << 20, 16 << 20, 256, 16_384, 64, 2000);

    /// RFC 5424 6.1 and RFC 5425 4.3.1: 480 octets over UDP, 2048 over TLS must be taken.
    private static final int SHORTEST_LENGTH = 2048;

    private static final int LONGEST_LENGTH = 65_536;

    private static final int SMALLEST_QUEUE = 4 << 20;

    private static final int MOST_IN_KERNEL = 1 << 30;

    public SyslogLimits {
        within("max-length", maxLength, SHORTEST_LENGTH, LONGEST_LENGTH);
        within("connections", connections, 1, Integer.MAX_VALUE);
        within("connections-per-client", connectionsPerClient, 1, Integer.MAX_VALUE);
        within("idle in milliseconds", idle.toMillis(), 1, Integer.MAX_VALUE);
        within("queue-bytes", queueBytes, SMALLEST_QUEUE, Integer.MAX_VALUE);
        within("udp-buffer-bytes", udpBufferBytes, LONGEST_LENGTH, MOST_IN_KERNEL);
        within("open-files", openFiles, 1, Integer.MAX_VALUE);
        within("hosts", hosts, 1, Integer.MAX_VALUE);
        within("hosts-per-sender", hostsPerSender, 1, Integer.MAX_VALUE);
        within("forwarded", forwarded, 0, Integer.MAX_VALUE);
    }

    private static void within(String limit, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "muster.cluster.limits.syslog.%s is %d, must be %d to %d".formatted(limit, value, least, most));
        }
    }

    /// These limits, if what they let senders take leaves half of the memory to others.
    ///
    /// @param heap bytes that this service has
    public SyslogLimits fittingInto(long heap) {
        long held = queueBytes + (long) connections * maxLength;
        if (held > heap / 2) {
            throw new IllegalArgumentException(
                    "muster.cluster.limits.syslog: queue-bytes (%d) and connections (%d) times max-length (%d) are more"
                                    .formatted(queueBytes, connections, maxLength)
                            + " than half of the memory of this service (%d): lower them, or raise -Xmx"
                                    .formatted(heap));
        }
        return this;
    }

    public SyslogLimits withConnectionsUpTo(int inAll, int perClient) {
        return new SyslogLimits(
                maxLength,
                inAll,
                perClient,
                idle,
                queueBytes,
                udpBufferBytes,
                openFiles,
                hosts,
                hostsPerSender,
                forwarded);
    }

    public SyslogLimits closingAfter(Duration silence) {
        return new SyslogLimits(
                maxLength,
                connections,
                connectionsPerClient,
                silence,
                queueBytes,
                udpBufferBytes,
                openFiles,
                hosts,
                hostsPerSender,
                forwarded);
    }

    public SyslogLimits withHostsUpTo(int inAll, int perSender) {
        return new SyslogLimits(
                maxLength,
                connections,
                connectionsPerClient,
                idle,
                queueBytes,
                udpBufferBytes,
                openFiles,
                inAll,
                perSender,
                forwarded);
    }

    public SyslogLimits forwarding(int perSecond) {
        return new SyslogLimits(
                maxLength,
                connections,
                connectionsPerClient,
                idle,
                queueBytes,
                udpBufferBytes,
                openFiles,
                hosts,
                hostsPerSender,
                perSecond);
    }
}
