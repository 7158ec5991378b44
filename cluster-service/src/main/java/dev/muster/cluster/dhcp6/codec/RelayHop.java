package dev.muster.cluster.dhcp6.codec;

import dev.muster.model.network.Ipv6Address;

/// What one relay agent put around a message (RFC 8415 9).
///
/// @param hopCount relay agents that it passed before
/// @param link an address of the client's link, or unspecified if the next relay agent is to say
/// @param peer who sent the message to the relay agent, or is to get it from there
/// @param options without the message itself
public record RelayHop(int hopCount, Ipv6Address link, Ipv6Address peer, Dhcp6Options options) {
    static final int HEADER = 34;
}
