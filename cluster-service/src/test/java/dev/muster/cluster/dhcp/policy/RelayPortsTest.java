package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withGiaddr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Behind a relay agent two machines with one MAC address are told apart by the port that the agent names (RFC 3046).
class RelayPortsTest extends DhcpPolicyFixture {
    private static final Ipv4 RELAY = Ipv4.parse("10.0.0.254");

    @Test
    void leaseAskedForAtAnotherPortIsDoubtedUntilTheFirstWouldHaveEnded() {
        var first = lease("port 7");
        assertThat(first.port().isNamed()).isTrue();
        assertThat(first.port().isDoubted(now)).isFalse();

        now = now.plusSeconds(5);
        var second = lease("port 8");
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(second.port().doubtedUntil()).isEqualTo(first.expires());

        // who comes again is no better for it, and the first machine does not know of any of this
        now = now.plusSeconds(5);
        assertThat(lease("port 8").port().doubtedUntil()).isEqualTo(first.expires());
        assertThat(grant(renew(A, first.address())).lease().port().doubtedUntil())
                .isEqualTo(first.expires());
        now = now.plusSeconds(5);
        assertThat(lease("port 7").port().doubtedUntil()).isAfter(first.expires());
    }

    @Test
    void samePortIsNotDoubtedNorIsAnotherOneWhenTheLeaseHasEnded() {
        var first = lease("port 7");
        now = now.plusSeconds(5);
        var again = lease("port 7");
        assertThat(again.port().isDoubted(now)).isFalse();
        now = again.expires().plusSeconds(1);
        assertThat(lease("port 8").port().isDoubted(now)).isFalse();
        assertThat(first.port()).isEqualTo(again.port());
    }

    @Test
    void doubtEndsWithTheLeaseThatRaisedIt() {
        var first = lease("port 7");
        now = first.expires().minusSeconds(1);
        lease("port 8");
        now = now.plus(Duration.ofSeconds(2));
        assertThat(lease("port 8").port().isDoubted(now)).isFalse();
    }

    @Test
    void relayThatNamesNoPortRaisesNoDoubt() {
        lease("");
        assertThat(lease("port 8").port().isDoubted(now)).isFalse();
        assertThat(lease("").port().doubtedUntil()).isEqualTo(Instant.EPOCH);
    }

    /// Else who is at another port would end the lease first, and then ask for it.
    @Test
    void leaseOfAPortIsEndedByNobodyWhoIsNotThere() {
        var lease = lease("port 7");
        var release = withCiaddr(
                request(MessageType.RELEASE, A, DhcpOptions.builder().add(OptionCode.SERVER_ID, SERVER)),
                lease.address());
        assertThat(on(release)).isEqualTo(new Decision.Silent(Silence.ANOTHER_PORT));
        assertThat(on(decline(lease, "port 8"))).isEqualTo(new Decision.Silent(Silence.ANOTHER_PORT));
        assertThat(leases.of(lease.address())).contains(lease);

        assertThat(on(decline(lease, "port 7"))).isInstanceOf(Decision.Declined.class);
    }

    private Lease lease(String port) {
        var offered = offer(on(relayed(MessageType.DISCOVER, DhcpOptions.builder(), port)));
        var chosen = ClientRequests.chosen(SERVER, offered.packet().yiaddr());
        return grant(on(relayed(MessageType.REQUEST, chosen, port))).lease();
    }

    private static DhcpPacket decline(Lease lease, String port) {
        return relayed(MessageType.DECLINE, ClientRequests.chosen(SERVER, lease.address()), port);
    }

    private static DhcpPacket relayed(MessageType type, DhcpOptions.Builder options, String port) {
        var agent = Octets.of((byte) 1, (byte) port.length()).followedBy(Octets.ascii(port));
        var with = port.isEmpty() ? options : options.add(OptionCode.RELAY_AGENT_INFO, agent);
        return withGiaddr(request(type, A, with), RELAY);
    }
}
