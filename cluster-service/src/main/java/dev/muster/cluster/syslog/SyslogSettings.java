package dev.muster.cluster.syslog;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/// What the receiver is run with.
///
/// @param address of UDP and TCP; port 0 takes free ones
/// @param logs root of the tree `<HOSTNAME>/<YEAR>/<MONTH>/<DAY>/messages`
/// @param maxLength longest message in octets, the rest is cut off and counted
/// @param connections TCP connections at a time
/// @param connectionsPerClient TCP connections of one address at a time
/// @param idle after which a silent TCP connection is closed
/// @param queueBytes memory for messages that wait for the disk; beyond it UDP messages are dropped
/// @param openFiles log files that are kept open
public record SyslogSettings(
        InetSocketAddress address,
        Path logs,
        int maxLength,
        int connections,
        int connectionsPerClient,
        Duration idle,
        int queueBytes,
        int openFiles) {
    /// RFC 5424 6.1: every receiver must take 480 octets.
    private static final int SHORTEST_LIMIT = 480;

    public SyslogSettings {
        if (maxLength < SHORTEST_LIMIT) {
            throw new IllegalArgumentException("longest syslog message is " + maxLength + ", less than 480 octets");
        }
        if (connections < 1 || connectionsPerClient < 1 || openFiles < 1 || queueBytes < maxLength) {
            throw new IllegalArgumentException("a limit of the syslog receiver is below 1");
        }
    }

    public static SyslogSettings of(InetSocketAddress address, Path logs) {
        return new SyslogSettings(address, logs, 8192, 4096, 256, Duration.ofHours(1), 32 << 20, 256);
    }
}
