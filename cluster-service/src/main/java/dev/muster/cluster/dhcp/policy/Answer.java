package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;

/// A packet to send.
///
/// @param source the server's address in the client's subnet
/// @param maxBytes of the message, without IP and UDP headers
/// @param unbootable what the client is, if it boots and there is no boot file for it; else empty
public record Answer(DhcpPacket packet, ReplyTarget target, Ipv4 source, int maxBytes, String unbootable) {
    Answer to(ReplyTarget other) {
        return new Answer(packet, other, source, maxBytes, unbootable);
    }
}
