package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.wire.Octets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayedMachinesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RelayPort NAMED = RelayPort.of(Optional.of(Octets.ascii("port 7")), Optional.empty());
    private static final RelayPort UNNAMED = RelayPort.of(Optional.empty(), Optional.empty());
    private static final RelayPort DOUBTED =
            RelayPort.of(Optional.of(Octets.ascii("port 8")), Optional.empty()).after(NAMED, NOW.plusSeconds(60));

    @Test
    void whatAnOperatorTrustsBehindARelay() {
        assertThat(RelayedMachines.ANY.trusts(UNNAMED, NOW)).isTrue();
        assertThat(RelayedMachines.ANY.trusts(NAMED, NOW)).isTrue();
        assertThat(RelayedMachines.NAMED.trusts(UNNAMED, NOW)).isFalse();
        assertThat(RelayedMachines.NAMED.trusts(NAMED, NOW)).isTrue();
        assertThat(RelayedMachines.NONE.trusts(NAMED, NOW)).isFalse();
    }

    @Test
    void machinesOnTheClustersOwnLinkAreNotMeant() {
        for (var setting : RelayedMachines.values()) {
            assertThat(setting.trusts(RelayPort.DIRECT, NOW)).isTrue();
        }
    }

    @Test
    void whoMayHaveGoneToAnotherPortIsNotTrustedUntilThen() {
        for (var setting : RelayedMachines.values()) {
            assertThat(setting.trusts(DOUBTED, NOW)).isFalse();
        }
        assertThat(RelayedMachines.ANY.trusts(DOUBTED, NOW.plusSeconds(60))).isTrue();
    }
}
