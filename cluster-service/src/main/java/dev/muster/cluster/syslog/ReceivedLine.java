package dev.muster.cluster.syslog;

import dev.muster.cluster.syslog.codec.SyslogMessage;
import java.net.InetAddress;
import java.time.Instant;

/// A message that reached this cluster.
///
/// @param host the sender's name for itself, safe as a path segment; its address if the message has none
/// @param octets length on the wire, after truncation
public record ReceivedLine(
        Instant receivedAt, InetAddress sender, Transport transport, String host, int octets, SyslogMessage message) {}
