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
        assertThat(RelayedMachines.ANY.trusts(behindARelay(RelayPort.UNNAMED, NOW)))
                .isTrue();
        assertThat(RelayedMachines.ANY.trusts(behindARelay(NAMED, NOW))).isTrue();
        assertThat(RelayedMachines.NAMED.trusts(behindARelay(RelayPort.UNNAMED, NOW)))
                .isFalse();
        assertThat(RelayedMachines.NAMED.trusts(behindARelay(NAMED, NOW))).isTrue();
        assertThat(RelayedMachines.NONE.trusts(behindARelay(NAMED, NOW))).isFalse();
    }

    /// Where cards are seen by the kernel, whatever is set.
    @Test
    void machinesOnTheClustersOwnLinkAreNotMeant() {
        for (var setting : RelayedMachines.values()) {
            assertThat(setting.trusts(place(RelayPort.DIRECT, NOW, true, true))).isTrue();
        }
    }

    /// A lease that came past the relay, or on InfiniBand, where the kernel's table has no MACs.
    @Test
    void aLeaseThatNamesNoRelayIsNoProofWhereNoCardIsSeen() {
        var place = place(RelayPort.DIRECT, NOW, false, false);
        assertThat(RelayedMachines.ANY.trusts(place)).isTrue();
        assertThat(RelayedMachines.NAMED.trusts(place)).isFalse();
        assertThat(RelayedMachines.NONE.trusts(place)).isFalse();
    }

    @Test
    void oneMacAtTwoPlacesIsNotTrustedByTheStrict() {
        assertThat(RelayedMachines.NAMED.trusts(place(NAMED, NOW, false, true))).isFalse();
        assertThat(RelayedMachines.ANY.trusts(place(NAMED, NOW, false, true))).isTrue();
    }

    @Test
    void whoMayHaveGoneToAnotherPortIsNotTrustedUntilThen() {
        for (var setting : RelayedMachines.values()) {
            assertThat(setting.trusts(behindARelay(DOUBTED, NOW))).isFalse();
        }
        assertThat(RelayedMachines.ANY.trusts(behindARelay(DOUBTED, NOW.plusSeconds(60))))
                .isTrue();
    }

    private static Place behindARelay(RelayPort port, Instant now) {
        return place(port, now, false, false);
    }

    private static Place place(RelayPort port, Instant now, boolean onLink, boolean elsewhere) {
        return new Place(lease(port), now, () -> onLink, () -> elsewhere);
    }

    private static Lease lease(RelayPort port) {
        var client = ClientIdentity.of(MacAddress.of("02:00:00:00:00:0a"));
        return new Lease(client, Ipv4.parse("10.0.0.100"), NOW, NOW.plusSeconds(600), port);
    }
}
