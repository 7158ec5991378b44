package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withFlags;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withGiaddr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import org.junit.jupiter.api.Test;

class ReplyTargetTest {
    private static final MacAddress MAC = MacAddress.of("02:00:00:00:00:01");
    private static final Ipv4 ADDRESS = Ipv4.parse("10.0.0.100");
    private static final Ipv4 RELAY = Ipv4.parse("10.1.0.1");

    private final DhcpPacket discover = request(MessageType.DISCOVER, MAC, DhcpOptions.builder());

    @Test
    void clientWithoutAnAddressGetsAFrame() {
        assertThat(of(discover, reply(MessageType.OFFER, ADDRESS))).isEqualTo(new ReplyTarget.RawUnicast(ADDRESS, MAC));
    }

    @Test
    void broadcastFlagIsObeyed() {
        var flagged = withFlags(discover, DhcpPacket.BROADCAST_FLAG);
        assertThat(of(flagged, reply(MessageType.OFFER, ADDRESS))).isEqualTo(new ReplyTarget.Broadcast());
    }

    @Test
    void relayedRequestIsAnsweredToTheRelay() {
        var relayed = withGiaddr(withFlags(discover, DhcpPacket.BROADCAST_FLAG), RELAY);
        assertThat(of(relayed, reply(MessageType.OFFER, ADDRESS))).isEqualTo(new ReplyTarget.Relay(RELAY));
        assertThat(of(relayed, reply(MessageType.NAK, Ipv4.ANY))).isEqualTo(new ReplyTarget.Relay(RELAY));
    }

    @Test
    void renewingClientOfThisLinkGetsAFrame() {
        var renewal = withCiaddr(request(MessageType.REQUEST, MAC, DhcpOptions.builder()), ADDRESS);
        assertThat(ReplyTarget.of(renewal, withCiaddr(reply(MessageType.ACK, ADDRESS), ADDRESS), ADDRESS::equals))
                .isEqualTo(new ReplyTarget.RawUnicast(ADDRESS, MAC));
    }

    @Test
    void renewingClientBehindARouterIsAnsweredAtItsAddress() {
        var renewal = withCiaddr(request(MessageType.REQUEST, MAC, DhcpOptions.builder()), ADDRESS);
        assertThat(ReplyTarget.of(renewal, withCiaddr(reply(MessageType.ACK, ADDRESS), ADDRESS), _ -> false))
                .isEqualTo(new ReplyTarget.Unicast(ADDRESS));
    }

    @Test
    void addressOfADiscoverIsNotBelieved() {
        var stale = withCiaddr(discover, Ipv4.parse("10.0.0.200"));
        assertThat(of(stale, reply(MessageType.OFFER, ADDRESS))).isEqualTo(new ReplyTarget.RawUnicast(ADDRESS, MAC));
    }

    @Test
    void refusalIsBroadcastEvenToAnAddress() {
        var renewal = withCiaddr(request(MessageType.REQUEST, MAC, DhcpOptions.builder()), ADDRESS);
        assertThat(of(renewal, reply(MessageType.NAK, Ipv4.ANY))).isEqualTo(new ReplyTarget.Broadcast());
    }

    @Test
    void informIsAnsweredAtItsAddressEvenThroughARelay() {
        var inform = withGiaddr(withCiaddr(request(MessageType.INFORM, MAC, DhcpOptions.builder()), ADDRESS), RELAY);
        assertThat(ReplyTarget.of(inform, withCiaddr(reply(MessageType.ACK, Ipv4.ANY), ADDRESS), _ -> false))
                .isEqualTo(new ReplyTarget.Unicast(ADDRESS));
    }

    private static ReplyTarget of(DhcpPacket request, DhcpPacket reply) {
        return ReplyTarget.of(request, reply, _ -> true);
    }

    private DhcpPacket reply(MessageType type, Ipv4 yiaddr) {
        return new DhcpPacket(
                DhcpPacket.REPLY,
                1,
                6,
                0,
                1,
                0,
                0,
                Ipv4.ANY,
                yiaddr,
                Ipv4.ANY,
                Ipv4.ANY,
                discover.chaddr(),
                "",
                "",
                DhcpOptions.builder()
                        .add(OptionCode.MESSAGE_TYPE, Octets.uint8(type.code()))
                        .build());
    }
}
