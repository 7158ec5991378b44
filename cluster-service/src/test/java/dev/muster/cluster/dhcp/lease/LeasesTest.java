package dev.muster.cluster.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.Entries;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the table keeps, and what it lets go. It has room for three addresses.
class LeasesTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST = 3;

    private final Leases leases = new Leases(MOST * Leases.BYTES_EACH);

    @Test
    void leaseThatEndedFirstGivesWayToANewOne() {
        leases.put(lease(1, T0, 30));
        leases.put(lease(2, T0, 10));
        leases.put(lease(3, T0, 20));
        leases.put(lease(4, T0.plusSeconds(40), 60));
        assertThat(leases.of(address(2))).isEmpty();
        assertThat(leases.of(client(2))).isEmpty();
        assertThat(Entries.of(leases))
                .containsExactlyInAnyOrder(lease(1, T0, 30), lease(3, T0, 20), lease(4, T0.plusSeconds(40), 60));
    }

    @Test
    void endedQuarantineAndUnusedOfferGiveWayToo() {
        leases.put(new Quarantine(client(1), address(1), T0, T0.plusSeconds(10)));
        leases.offer(client(2), address(2), T0, T0.plusSeconds(20));
        leases.put(lease(3, T0, 30));
        assertThat(leases.hasRoom(T0.plusSeconds(9))).isFalse();
        assertThat(leases.hasRoom(T0.plusSeconds(10))).isTrue();
        leases.put(lease(4, T0.plusSeconds(20), 60));
        leases.put(lease(5, T0.plusSeconds(20), 60));
        assertThat(Entries.of(leases))
                .containsExactlyInAnyOrder(
                        lease(3, T0, 30), lease(4, T0.plusSeconds(20), 60), lease(5, T0.plusSeconds(20), 60));
    }

    @Test
    void leaseThatRunsIsNeverLost() {
        for (int number = 1; number <= MOST + 2; number++) {
            leases.put(lease(number, T0, 60));
        }
        assertThat(leases.countActive(T0)).isEqualTo(MOST + 2);
    }

    @Test
    void leaseIsKeptWhileItsContinuationIsOffered() {
        leases.put(lease(1, T0, 10));
        leases.offer(client(1), address(1), T0.plusSeconds(5), T0.plusSeconds(65));
        assertThat(leases.of(address(1))).contains(lease(1, T0, 10));
        assertThat(leases.at(address(1))).hasValueSatisfying(hold -> assertThat(hold.isOver(T0.plusSeconds(64)))
                .isFalse());
        leases.withdrawOffer(client(1), address(1));
        assertThat(leases.at(address(1))).hasValueSatisfying(hold -> assertThat(hold.isOver(T0.plusSeconds(10)))
                .isTrue());
    }

    @Test
    void oneMachineIsRememberedWithSoManyAddressesAtMost() {
        var roomy = new Leases(1 << 20);
        for (int number = 1; number <= 100; number++) {
            var now = T0.plusSeconds(number);
            roomy.put(new Lease(client(7), address(number), now, now, RelayPort.DIRECT));
        }
        assertThat(roomy.of(client(7))).hasSize(32).extracting(Hold::address).contains(address(100), address(69));
        assertThat(roomy.size()).isEqualTo(32);
    }

    @Test
    void machineIsFoundByItsMacWhileItsLeaseRuns() {
        leases.put(lease(1, T0, 10));
        assertThat(leases.activeOf(client(1).mac(), T0)).contains(lease(1, T0, 10));
        assertThat(leases.activeOf(client(1).mac(), T0.plusSeconds(10))).isEmpty();
        assertThat(leases.activeOf(client(2).mac(), T0)).isEmpty();
    }

    private static Lease lease(int number, Instant from, int seconds) {
        return new Lease(client(number), address(number), from, from.plusSeconds(seconds), RelayPort.DIRECT);
    }

    private static ClientIdentity client(int number) {
        return ClientIdentity.of(MacAddress.ofBits(0x02_00_00_00_00_00L + number));
    }

    private static Ipv4 address(int number) {
        return new Ipv4(0x0a000000 + number);
    }
}
