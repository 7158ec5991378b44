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
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    void portThatIsNamedForTheFirstTimeRaisesNoDoubt() {
        lease("");
        assertThat(lease("port 8").port().isDoubted(now)).isFalse();
    }

    /// Anybody can leave the port out.
    @Test
    void noPortIsAnotherPortThanOneThatWasNamed() {
        var named = lease("port 7");
        assertThat(lease("").port().doubtedUntil()).isEqualTo(named.expires());
    }

    /// A renewal goes past the relay; so does who only says that he renews.
    @Test
    void addressThatNobodyHadIsNotTakenForOneOnTheClustersLink() throws Exception {
        serveBehindRelay();
        var granted = grant(renew(B, SECOND)).lease();
        assertThat(granted.port()).isEqualTo(RelayPort.UNNAMED);
    }

    @Test
    void macOfARunningLeaseIsDoubtedAtAnAddressThatNobodyHad() throws Exception {
        serveBehindRelay();
        var first = lease("port 7");
        assertThat(first.address()).isEqualTo(FIRST);
        assertThat(grant(renew(A, SECOND)).lease().port().doubtedUntil()).isEqualTo(first.expires());
    }

    /// Whatever it calls itself.
    @Test
    void macOfARunningLeaseIsDoubtedUnderAnotherIdentifier() throws Exception {
        policy.serve(List.of(Subnets.serving(
                DhcpService.DEFAULT.withIdentity(DhcpIdentity.CLIENT_ID), "10.0.0", "10.0.0.100", "10.0.0.101")));
        var first = lease("port 7", "one");
        var second = lease("port 8", "two");
        assertThat(second.address()).isNotEqualTo(first.address());
        assertThat(second.port().doubtedUntil()).isEqualTo(first.expires());
    }

    /// Else the doubt would go with the lease that is in doubt.
    @Test
    void leaseInDoubtIsNotEndedAndNotShort() {
        var first = lease("port 7");
        now = now.plusSeconds(1);
        var second = lease("port 8");
        assertThat(on(decline(second, "port 8"))).isEqualTo(new Decision.Silent(Silence.ANOTHER_PORT));
        var wish = ClientRequests.chosen(SERVER, second.address()).add(OptionCode.LEASE_TIME, Octets.uint32(60));
        var shortest = grant(on(relayed(MessageType.REQUEST, wish, "port 8"))).lease();
        assertThat(shortest.expires()).isAfterOrEqualTo(first.expires());
        now = now.plusSeconds(61);
        assertThat(lease("port 8").port().isDoubted(now)).isTrue();
    }

    @Test
    void leaseWithoutAnEndRaisesDoubtForNoLongerThanOthers() {
        var forever = new Lease(
                ClientIdentity.of(A),
                FIRST,
                now,
                Lease.NEVER,
                RelayPort.of(Optional.of(Octets.ascii("x")), Optional.empty()));
        leases.put(forever);
        assertThat(lease("port 8").port().doubtedUntil())
                .isEqualTo(now.plus(policy.subnetOf(FIRST).orElseThrow().leaseTime()));
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

    private void serveBehindRelay() throws InvalidDhcpConfig {
        policy.serve(List.of(Subnets.serving(DhcpService.in(DhcpMode.RELAY), "10.0.0", "10.0.0.100", "10.0.0.101")));
    }

    private Lease lease(String port) {
        return lease(port, "");
    }

    private Lease lease(String port, String id) {
        var offered = offer(on(relayed(MessageType.DISCOVER, named(DhcpOptions.builder(), id), port)));
        var chosen = named(ClientRequests.chosen(SERVER, offered.packet().yiaddr()), id);
        return grant(on(relayed(MessageType.REQUEST, chosen, port))).lease();
    }

    private static DhcpOptions.Builder named(DhcpOptions.Builder options, String id) {
        return id.isEmpty() ? options : options.add(OptionCode.CLIENT_ID, Octets.ascii(id));
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
