package dev.muster.cluster.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.address.AddressGroup;
import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.table.Rows;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each field of a row, and the order in which rows give way. There is room for three addresses.
class LeaseTableTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final RelayPort PORT =
            RelayPort.of(Optional.of(Octets.ascii("rack 1")), Optional.of(Octets.ascii("port 7")));

    private final Leases leases = new Leases(3 * Leases.BYTES_EACH);

    @Test
    void eachAddressKeepsItsOwnPort() {
        leases.put(lease(1, T0.plusSeconds(60)));
        leases.put(new Lease(client(2), address(2), T0, T0.plusSeconds(60), PORT));
        assertThat(leases.of(address(1)).orElseThrow().port()).isEqualTo(RelayPort.DIRECT);
        assertThat(leases.of(address(2)).orElseThrow().port()).isEqualTo(PORT);
    }

    @Test
    void portIsForgottenWithTheLeaseThatHadIt() {
        leases.put(new Lease(client(1), address(1), T0, T0.plusSeconds(60), PORT));
        leases.offer(client(2), address(1), T0.plusSeconds(61), T0.plusSeconds(90));
        assertThat(at(1).port()).isEqualTo(RelayPort.DIRECT);
    }

    @Test
    void portsAreToldApartByEitherName() {
        var circuit = RelayPort.of(Optional.of(Octets.ascii("a")), Optional.empty());
        var remote = RelayPort.of(Optional.empty(), Optional.of(Octets.ascii("a")));
        assertThat(circuit).isNotEqualTo(remote);
        assertThat(circuit).isNotEqualTo(RelayPort.of(Optional.of(Octets.ascii("b")), Optional.empty()));
        assertThat(circuit.isNamed()).isTrue();
        assertThat(remote.isNamed()).isTrue();
        assertThat(RelayPort.of(Optional.empty(), Optional.empty()).isNamed()).isFalse();
    }

    @Test
    void offerOfAnEndedLeaseBeginsAnew() {
        leases.put(lease(1, T0.plusSeconds(10)));
        leases.offer(client(2), address(1), T0.plusSeconds(20), T0.plusSeconds(80));
        assertThat(at(1).kind()).isEqualTo(Kind.OFFERED);
        assertThat(at(1).client()).isEqualTo(client(2));
        assertThat(at(1).since()).isEqualTo(T0.plusSeconds(20));
        assertThat(at(1).until()).isEqualTo(Instant.EPOCH);
        assertThat(at(1).offeredUntil()).isEqualTo(T0.plusSeconds(80));
        assertThat(leases.of(client(1))).isEmpty();
    }

    @Test
    void leaseEndsTheOfferThatItTakes() {
        leases.offer(client(1), address(1), T0, T0.plusSeconds(60));
        leases.put(lease(1, T0.plusSeconds(10)));
        assertThat(at(1).offeredUntil()).isEqualTo(Instant.EPOCH);
        assertThat(at(1).isOver(T0.plusSeconds(10))).isTrue();
    }

    @Test
    void addressWhoseOfferIsWithdrawnGivesWayByTheEndOfItsLease() {
        leases.put(lease(1, T0.plusSeconds(10)));
        leases.put(lease(2, T0.plusSeconds(20)));
        leases.put(lease(3, T0.plusSeconds(60)));
        leases.offer(client(1), address(1), T0.plusSeconds(5), T0.plusSeconds(25));
        leases.withdrawOffer(client(1), address(1));
        leases.put(new Lease(client(4), address(4), T0.plusSeconds(30), T0.plusSeconds(90), RelayPort.DIRECT));
        assertThat(leases.at(address(1))).isEmpty();
        assertThat(leases.at(address(2))).isPresent();
    }

    @Test
    void latestIsWhatHappenedLast() {
        leases.put(lease(1, T0.plusSeconds(10)));
        assertThat(at(1).latest()).isEqualTo(T0);
        leases.offer(client(1), address(1), T0.plusSeconds(5), T0.plusSeconds(65));
        assertThat(at(1).latest()).isEqualTo(T0.plusSeconds(65));
    }

    @Test
    void tableIsFullOnceItHasAllThatItMay() {
        assertThat(leases.isFull()).isFalse();
        IntStream.rangeClosed(1, 3).forEach(number -> leases.put(lease(number, T0.plusSeconds(60))));
        assertThat(leases.isFull()).isTrue();
    }

    @Test
    void leasesThatRunAreShownAndNoOthers() {
        leases.put(lease(1, T0.plusSeconds(10)));
        leases.put(lease(2, T0.plusSeconds(60)));
        leases.offer(client(3), address(3), T0, T0.plusSeconds(60));
        var shown = new ArrayList<Lease>();
        leases.forEachActive(T0.plusSeconds(10), shown::add);
        assertThat(shown).containsExactly(lease(2, T0.plusSeconds(60)));
    }

    @Test
    void leaseRunsUntilItsEnd() {
        assertThat(lease(1, T0.plusSeconds(10)).isActive(T0.plusSeconds(9))).isTrue();
        assertThat(lease(1, T0.plusSeconds(10)).isActive(T0.plusSeconds(10))).isFalse();
    }

    @Test
    void ofAClientsManyAddressesOneThatEndsJustNowIsForgotten() {
        var roomy = new Leases(1 << 20);
        var end = T0.plusSeconds(50);
        IntStream.rangeClosed(1, 32)
                .forEach(number -> roomy.put(new Lease(client(1), address(number), T0, end, RelayPort.DIRECT)));
        assertThat(roomy.size()).isEqualTo(32);
        roomy.put(new Lease(client(1), address(33), end, end.plusSeconds(60), RelayPort.DIRECT));
        assertThat(roomy.of(client(1))).hasSize(32).extracting(Hold::address).contains(address(33));
    }

    @Test
    void groupsFindTheirOwnEndedAddressesAndAreToldOfAll() {
        var even = new Places();
        var odd = new Places();
        leases.put(lease(1, T0.plusSeconds(10)));
        leases.group(new EvenAndOdd(even, odd));
        leases.put(lease(2, T0.plusSeconds(5)));
        leases.put(lease(3, T0.plusSeconds(7)));
        assertThat(odd.used).containsExactly(address(1), address(3));
        assertThat(even.used).containsExactly(address(2));
        assertThat(leases.ended(0, 9, T0.plusSeconds(20))).containsExactly(address(2));
        assertThat(leases.ended(1, 9, T0.plusSeconds(20))).containsExactly(address(3), address(1));
        leases.group(new EvenAndOdd(new Places(), new Places()));
        assertThat(leases.ended(0, 9, T0.plusSeconds(20))).containsExactly(address(2));
        assertThat(leases.ended(1, 9, T0.plusSeconds(20))).containsExactly(address(3), address(1));
    }

    @Test
    void groupIsToldOfAnAddressThatIsForgotten() {
        var even = new Places();
        leases.group(new EvenAndOdd(even, new Places()));
        leases.put(lease(2, T0.plusSeconds(5)));
        leases.put(lease(1, T0.plusSeconds(60)));
        leases.put(lease(3, T0.plusSeconds(60)));
        leases.put(new Lease(client(4), address(4), T0.plusSeconds(10), T0.plusSeconds(60), RelayPort.DIRECT));
        assertThat(even.forgotten).containsExactly(address(2));
        assertThat(leases.at(address(2))).isEmpty();
        assertThat(leases.of(client(2))).isEmpty();
    }

    /// A row that is used again is found by its new client only.
    @Test
    void rowOfAForgottenAddressIsNobodysOnceItIsUsedAgain() {
        leases.put(lease(1, T0.plusSeconds(5)));
        leases.put(lease(2, T0.plusSeconds(60)));
        leases.put(lease(3, T0.plusSeconds(60)));
        for (int number = 4; number < 20; number++) {
            var now = T0.plusSeconds(100L * number);
            leases.put(new Lease(client(number), address(number), now, now.plusSeconds(10), RelayPort.DIRECT));
            assertThat(leases.of(client(number))).extracting(Hold::address).containsExactly(address(number));
        }
        IntStream.range(1, 17)
                .forEach(number -> assertThat(leases.of(client(number))).isEmpty());
    }

    @Test
    void leaseWithoutEndEndsWhereItsSubnetSaysSo() {
        leases.group(new EvenAndOdd(new Places(), new Places()));
        leases.put(lease(1, Lease.NEVER));
        leases.put(lease(2, T0.plusSeconds(2 * EvenAndOdd.LONGEST)));
        assertThat(at(1).until()).isEqualTo(T0.plusSeconds(EvenAndOdd.LONGEST));
        leases.put(lease(3, T0.plusSeconds(3 * EvenAndOdd.LONGEST)));
        var later = T0.plusSeconds(EvenAndOdd.LONGEST);
        leases.put(new Lease(client(4), address(4), later, later.plusSeconds(60), RelayPort.DIRECT));
        assertThat(leases.at(address(1))).isEmpty();
    }

    @Test
    void hashesTellAddressesAndClientsApart() {
        var rows = new LeaseRows(new Rows(LeaseRows.COLUMNS));
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(number -> rows.hash(address(number)))
                        .distinct())
                .hasSize(1000);
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(number -> LeaseRows.hash(client(number).key()))
                        .distinct())
                .hasSize(1000);
    }

    private Hold at(int number) {
        return leases.at(address(number)).orElseThrow();
    }

    private static Lease lease(int number, Instant end) {
        return new Lease(client(number), address(number), T0, end, RelayPort.DIRECT);
    }

    private static ClientIdentity client(int number) {
        return ClientIdentity.of(MacAddress.ofBits(0x02_00_00_00_00_00L + number));
    }

    private static Ipv4 address(int number) {
        return new Ipv4(0x0a000000 + number);
    }

    private static final class Places implements AddressGroup<Ipv4> {
        private final List<Ipv4> used = new ArrayList<>();
        private final List<Ipv4> forgotten = new ArrayList<>();

        @Override
        public void used(Ipv4 address) {
            used.add(address);
        }

        @Override
        public void forgotten(Ipv4 address) {
            forgotten.add(address);
        }
    }

    /// Nobody has a lease without end here.
    private record EvenAndOdd(Places even, Places odd) implements LeaseGrouping {
        private static final int LONGEST = 1000;

        @Override
        public List<Places> groups() {
            return List.of(even, odd);
        }

        @Override
        public int groupOf(Ipv4 address) {
            return address.bits() & 1;
        }

        @Override
        public Instant endOf(Lease infinite) {
            return infinite.granted().plusSeconds(LONGEST);
        }
    }
}
