package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.model.node.MacAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// Where an answer goes (RFC 2131 4.1).
public sealed interface ReplyTarget {
    /// To the relay's server port, which passes it on.
    record Relay(Ipv4 giaddr) implements ReplyTarget {}

    /// To a client that has its address and answers ARP for it.
    record Unicast(Ipv4 address) implements ReplyTarget {}

    /// To everybody on the interface that the request came in on.
    record Broadcast() implements ReplyTarget {}

    /// In a frame to the hardware address: the client cannot answer ARP for its new address yet.
    record RawUnicast(Ipv4 address, MacAddress mac) implements ReplyTarget {}

    /// To where the request came from, out of the port that it came to (PXE 2.1, port 4011).
    record Sender(Ipv4 address, int port) implements ReplyTarget {}

    /// @param here whether an address is of the link on which the request came in
    static ReplyTarget of(DhcpPacket request, DhcpPacket reply, Predicate<Ipv4> here) {
        // 4.3.5: an INFORM is answered to ciaddr even when a relay brought it, since its ACK has no yiaddr for
        // the relay to deliver to
        boolean inform = is(request, MessageType.INFORM) && !request.ciaddr().isZero();
        if (request.isRelayed() && !inform) {
            return new Relay(request.giaddr());
        }
        if (is(reply, MessageType.NAK)) {
            return new Broadcast();
        }
        var mac = request.mac();
        // in an answer without it, ciaddr is what the client thinks, not what it has (RFC 2131 table 3)
        if (!reply.ciaddr().isZero()) {
            // in a frame where that arrives: not every client that renews answers ARP
            return mac.isPresent() && here.test(reply.ciaddr())
                    ? new RawUnicast(reply.ciaddr(), mac.get())
                    : new Unicast(reply.ciaddr());
        }
        if (request.wantsBroadcast() || mac.isEmpty() || reply.yiaddr().isZero()) {
            return new Broadcast();
        }
        return new RawUnicast(reply.yiaddr(), mac.get());
    }

    private static boolean is(DhcpPacket packet, MessageType type) {
        return packet.messageType().equals(Optional.of(type));
    }
}
