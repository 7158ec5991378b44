package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.bootp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Clients from before DHCP (RFC 951, 1534): one question, one answer, and the address is theirs for ever.
class BootpTest {
    private static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.of("02:00:00:00:00:0b");
    private static final MacAddress C = MacAddress.of("02:00:00:00:00:0c");
    private static final MacAddress HOST = MacAddress.of("02:00:00:00:00:99");

    private final Leases leases = new Leases(1 << 20);
    private final DhcpPolicy policy = new DhcpPolicy(leases, PolicySettings.of(5248));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void bootpClientGetsItsReservationForEver() throws Exception {
        var host = new DhcpHost(HOST, "10.0.0.50", "old", Map.of());
        serve(new DhcpService(DhcpMode.FULL, false, List.of(), List.of(host), Map.of(), 300));
        assertThat(on(bootp(A))).isEqualTo(new Decision.Silent(Silence.BOOTP));
        var grant = (Decision.Grant) on(bootp(HOST));
        assertThat(grant.lease().isInfinite()).isTrue();
        var packet = grant.answer().packet();
        assertThat(packet.yiaddr()).hasToString("10.0.0.50");
        assertThat(packet.file()).isEqualTo("pxelinux.0");
        assertThat(packet.messageType()).isEmpty();
        assertThat(packet.options().has(OptionCode.LEASE_TIME)).isFalse();
        assertThat(packet.options().has(OptionCode.SERVER_ID)).isFalse();
        assertThat(grant.answer().maxBytes()).isEqualTo(300);
    }

    @Test
    void bootpClientGetsAnAddressOfARangeForSuchClients() throws Exception {
        var range = new DhcpRange("10.0.0.200", "10.0.0.201", true, Map.of());
        var service = new DhcpService(DhcpMode.FULL, false, List.of(range), List.of(), Map.of(), 300);
        serve(service);
        assertThat(((Decision.Grant) on(bootp(A))).lease().address()).hasToString("10.0.0.200");
        now = now.plusSeconds(1_000_000);
        assertThat(((Decision.Grant) on(bootp(A))).lease().address()).hasToString("10.0.0.200");
        assertThat(((Decision.Grant) on(bootp(B))).lease().address()).hasToString("10.0.0.201");
        assertThat(on(bootp(C))).isEqualTo(new Decision.Silent(Silence.BOOTP));
        // without the range, their leases end as everybody's
        serve(new DhcpService(
                DhcpMode.FULL,
                false,
                List.of(new DhcpRange("10.0.0.200", "10.0.0.201", false, Map.of())),
                List.of(),
                Map.of(),
                300));
        now = now.plusSeconds(601);
        var wish = DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, Ipv4.parse("10.0.0.200"));
        assertThat(((Decision.Offer) on(request(MessageType.DISCOVER, C, wish))).address())
                .hasToString("10.0.0.200");
    }

    /// What it holds by DHCP counts too: each address that it takes here it never gives back.
    @Test
    void oneMachineCannotDrainARangeThisWayEither() throws Exception {
        var range = new DhcpRange("10.0.0.200", "10.0.0.209", true, Map.of());
        serve(new DhcpService(DhcpMode.FULL, false, List.of(range), List.of(), Map.of(), 300));
        for (int last = 100; last < 104; last++) {
            var renewal = request(MessageType.REQUEST, A, DhcpOptions.builder());
            assertThat(on(withCiaddr(renewal, Ipv4.parse("10.0.0." + last)))).isInstanceOf(Decision.Grant.class);
        }
        assertThat(on(bootp(A))).isEqualTo(new Decision.Silent(Silence.TOO_MANY_LEASES));
        assertThat(leases.countActive(now)).isEqualTo(4);
        assertThat(on(bootp(B))).isInstanceOf(Decision.Grant.class);
        now = now.plusSeconds(601);
        assertThat(on(bootp(A))).isInstanceOf(Decision.Grant.class);
    }

    private void serve(DhcpService service) throws InvalidDhcpConfig {
        policy.serve(List.of(Subnets.serving(service, "10.0.0", "10.0.0.100", "10.0.0.109")));
    }

    private Decision on(DhcpPacket packet) {
        return policy.on(packet, "eth1", now);
    }
}
