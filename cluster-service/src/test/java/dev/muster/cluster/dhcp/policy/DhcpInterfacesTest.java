package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.reboot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client is served from a subnet of the interface that heard it, whatever address it thinks that it has: one that
/// was carried over from another subnet is refused, and gets one of this.
class DhcpInterfacesTest extends DhcpPolicyFixture {
    private static final Ipv4 BEHIND_RELAY = Ipv4.parse("10.3.0.100");

    @BeforeEach
    void serveTwoInterfacesAndRelays() throws InvalidDhcpConfig {
        policy.serve(List.of(
                Subnets.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.109")),
                Subnets.of(Subnets.config("eth2", "10.2.0", "10.2.0.100", "10.2.0.109")),
                Subnets.of(Subnets.config("", "10.3.0", "10.3.0.100", "10.3.0.109")
                        .with(DhcpService.in(DhcpMode.RELAY)))));
    }

    @Test
    void machineThatWasMovedGetsAnAddressOfTheNewSubnet() {
        lease(A);
        assertThat(onEth2(withCiaddr(request(MessageType.REQUEST, A, DhcpOptions.builder()), FIRST)))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(onEth2(reboot(A, FIRST))).isInstanceOf(Decision.Refuse.class);
        var wish = DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, FIRST);
        var offer = (Decision.Offer) onEth2(request(MessageType.DISCOVER, A, wish));
        assertThat(offer.address()).hasToString("10.2.0.100");
        assertThat(offer.answer().source()).hasToString("10.2.0.1");
    }

    /// It renews past its relay (RFC 2131 4.3.2), and asks for nothing else so.
    @Test
    void onlyARenewalOfASubnetBehindRelaysComesWithoutOne() {
        assertThat(onEth2(withCiaddr(request(MessageType.REQUEST, A, DhcpOptions.builder()), BEHIND_RELAY)))
                .isInstanceOf(Decision.Grant.class);
        var wish = DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, BEHIND_RELAY);
        assertThat(((Decision.Offer) onEth2(request(MessageType.DISCOVER, B, wish))).address())
                .hasToString("10.2.0.100");
        assertThat(onEth2(reboot(B, BEHIND_RELAY))).isInstanceOf(Decision.Refuse.class);
        assertThat(((Decision.Offer) onEth2(discover(C))).address()).hasToString("10.2.0.101");
    }

    private Decision onEth2(DhcpPacket packet) {
        return policy.on(packet, "eth2", now);
    }
}
