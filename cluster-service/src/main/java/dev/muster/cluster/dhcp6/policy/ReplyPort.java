package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.OptionCode;

/// The UDP port at the sender's address that an answer goes to (RFC 8415 7.2, RFC 8357).
public final class ReplyPort {
    private static final int CLIENT = 546;
    private static final int RELAY = 547;

    private ReplyPort() {}

    /// @param senderPort that the request came from
    public static int of(Dhcp6Packet request, int senderPort) {
        if (request.relays().isEmpty()) {
            return CLIENT;
        }
        return request.relays().getFirst().options().has(OptionCode.RELAY_PORT) ? senderPort : RELAY;
    }
}
