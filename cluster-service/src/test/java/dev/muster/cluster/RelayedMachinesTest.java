package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.DhcpServer.Place;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayedMachinesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RelayPort NAMED = RelayPort.of(Optional.of(Octets.ascii("port 7")), Optional.empty());
    private static final RelayPort DOUBTED =
            RelayPort.of(Optional.of(Octets.ascii("port 8")), Optional.empty()).after(NAMED, NOW.plusSeconds(60));

    @Test
    void whatAnOperatorTrustsBehindARelay() {
        assertThat(RelayedMachines.ANY.trusts(behindARelay(RelayPort.UNNAMED), NOW))
                .isTrue();
        assertThat(RelayedMachines.ANY.trusts(behindARelay(NAMED), NOW)).isTrue();
        assertThat(RelayedMachines.NAMED.trusts(behindARelay(RelayPort.UNNAMED), NOW))
                .isFalse();
        assertThat(RelayedMachines.NAMED.trusts(behindARelay(NAMED), NOW)).isTrue();
        assertThat(RelayedMachines.NONE.trusts(behindARelay(NAMED), NOW)).isFalse();
    }

    /// Where cards are seen by the kernel, whatever is set.
    @Test
    void machinesOnTheClustersOwnLinkAreNotMeant() {
        for (var setting : RelayedMachines.values()) {
            assertThat(setting.trusts(new Place(lease(RelayPort.DIRECT), true, true), NOW))
                    .isTrue();
        }
    }

    /// A lease that came past the relay, or on InfiniBand, where the kernel's table has no MACs.
    @Test
    void aLeaseThatNamesNoRelayIsNoProofWhereNoCardIsSeen() {
        var place = new Place(lease(RelayPort.DIRECT), false, false);
        assertThat(RelayedMachines.ANY.trusts(place, NOW)).isTrue();
        assertThat(RelayedMachines.NAMED.trusts(place, NOW)).isFalse();
        assertThat(RelayedMachines.NONE.trusts(place, NOW)).isFalse();
    }

    @Test
    void oneMacAtTwoPlacesIsNotTrustedByTheStrict() {
        assertThat(RelayedMachines.NAMED.trusts(new Place(lease(NAMED), false, true), NOW))
                .isFalse();
        assertThat(RelayedMachines.ANY.trusts(new Place(lease(NAMED), false, true), NOW))
                .isTrue();
    }

    @Test
    void whoMayHaveGoneToAnotherPortIsNotTrustedUntilThen() {
        for (var setting : RelayedMachines.values()) {
            assertThat(setting.trusts(behindARelay(DOUBTED), NOW)).isFalse();
        }
        assertThat(RelayedMachines.ANY.trusts(behindARelay(DOUBTED), NOW.plusSeconds(60)))
                .isTrue();
    }

    private static Place behindARelay(RelayPort port) {
        return new Place(lease(port), false, false);
    }

    private static Lease lease(RelayPort port) {
        var client = ClientIdentity.of(MacAddress.of("02:00:00:00:00:0a"));
        return new Lease(client, Ipv4.parse("10.0.0.100"), NOW, NOW.plusSeconds(600), port);
    }
}
