package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.cluster.journal.Entries;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which address a machine gets, and how many.
class Dhcp6AddressesTest extends Dhcp6PolicyFixture {
    @Test
    void theFourMessagesGiveOneAddress() {
        var offer = (Decision.Offer) on(solicit(duid(1), 7));
        assertThat(offer.addresses()).containsExactly(Ipv6Address.of(LOW));
        assertThat(offer.mac()).isEqualTo(MacAddress.of(MAC));
        assertThat(offer.answer().type()).isEqualTo(MessageType.ADVERTISE);
        assertThat(offer.answer().transactionId()).isEqualTo(0x123456);
        assertThat(offer.answer().clientId()).contains(duid(1));
        assertThat(offer.answer().serverId()).contains(SERVER);
        assertThat(Entries.of(bindings)).isEmpty();

        var commit = commit(request(duid(1), 7, LOW));
        assertThat(commit.renewal()).isFalse();
        assertThat(commit.changed()).containsExactlyElementsOf(Entries.of(bindings));
        assertThat(commit.answer().associations())
                .containsExactly(new Association(
                        7, 225, 360, List.of(new Association.Address(Ipv6Address.of(LOW), 450, 600)), null));
    }

    @Test
    void rapidCommitNeedsTwoMessagesAndBothSides() throws Exception {
        var wish = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                .add(OptionCode.IA_NA, ia(7));
        var commit = commit(built(MessageType.SOLICIT, wish));
        assertThat(commit.answer().type()).isEqualTo(MessageType.REPLY);
        assertThat(commit.answer().options().has(OptionCode.RAPID_COMMIT)).isTrue();
        assertThat(commit.changed()).hasSize(1);
        serve(service("fd00:77::1003", Map.of(), false));
        assertThat(on(built(MessageType.SOLICIT, wish))).isInstanceOf(Decision.Offer.class);
    }

    @Test
    void aMachineKeepsItsAddressFromFirmwareToSystem() {
        take(duid(1), 7);
        var system = Octets.of(HexFormat.of().parseHex("000100012a2b2c2d" + "027700000001"));
        assertThat(addressOf(request(system, 9, null))).isEqualTo(LOW);
        // firmware with an identifier of another kind shows the MAC in its own address
        var firmware = packet(Duid.of(UUID.randomUUID()), MessageType.SOLICIT, 1);
        assertThat(((Decision.Offer) policy.on(firmware, Ipv6Address.of("fe80::77:ff:fe00:1"), "eth1", now))
                        .addresses())
                .containsExactly(Ipv6Address.of(LOW));
        // another interface under the same identifier is not the same
        assertThat(addressOf(request(system, 10, null))).isEqualTo("fd00:77::1001");
        assertThat(addressOf(request(system, 9, null))).isEqualTo(LOW);
    }

    @Test
    void aUsedUpRangeIsSaidAndAReservationWaits() throws Exception {
        serve(service("fd00:77::1001", Map.of("fd00:77::1001", MacAddress.of(MAC)), false));
        assertThat(addressOf(request(duid(2), 1, null))).isEqualTo(LOW);
        var exhausted = (Decision.Exhausted) on(solicit(duid(3), 1));
        assertThat(status(exhausted.answer())).isEqualTo(Status.NO_ADDRS_AVAIL);
        assertThat(on(request(duid(3), 1, LOW))).isInstanceOf(Decision.Exhausted.class);
        assertThat(addressOf(request(duid(1), 1, null))).isEqualTo("fd00:77::1001");
        now = T0.plusSeconds(601);
        assertThat(addressOf(request(duid(3), 1, null))).isEqualTo(LOW);
    }

    /// Whoever names it, and also when its machine had it and went.
    @Test
    void aReservedAddressIsNobodyElses() throws Exception {
        serve(service("fd00:77::1001", Map.of("fd00:77::1001", MacAddress.of(MAC)), false));
        assertThat(addressOf(request(duid(2), 1, "fd00:77::1001"))).isEqualTo(LOW);
        assertThat(on(request(duid(3), 1, "fd00:77::1001"))).isInstanceOf(Decision.Exhausted.class);
        take(duid(1), 1);
        now = T0.plusSeconds(601);
        assertThat(addressOf(request(duid(2), 1, "fd00:77::1001"))).isEqualTo(LOW);
        assertThat(on(solicit(duid(3), 1))).isInstanceOf(Decision.Exhausted.class);
    }

    /// The subnet-router anycast address (RFC 4291 2.6.1), the cluster and the name servers.
    @Test
    void addressesOfTheNetworkItselfAreNobodys() throws Exception {
        serve(Dhcp6Service.of("fd00:77::/64", "fd00:77::1", "fd00:77::", "fd00:77::3", List.of("fd00:77::2")));
        assertThat(addressOf(request(duid(1), 1, "fd00:77::2"))).isEqualTo("fd00:77::3");
        assertThat(on(request(duid(2), 1, "fd00:77::1"))).isInstanceOf(Decision.Exhausted.class);
    }

    @Test
    void oneMachineCannotDrainTheRange() throws Exception {
        serve(service("fd00:77::10ff", Map.of(), false));
        for (int iaid = 1; iaid <= 4; iaid++) {
            take(duid(1), iaid);
        }
        assertThat(on(request(duid(1), 5, null))).isInstanceOf(Decision.Exhausted.class);
    }

    @Test
    void offersOfOneMachineAreFew() throws Exception {
        serve(service("fd00:77::10ff", Map.of(), false));
        var greedy = packet(MessageType.SOLICIT, duid(1));
        for (int iaid = 1; iaid <= 200; iaid++) {
            greedy.add(OptionCode.IA_NA, ia(iaid));
        }
        var offer = (Decision.Offer) on(built(MessageType.SOLICIT, greedy));
        assertThat(offer.addresses()).hasSize(4);
        assertThat(offer.answer().associations()).hasSize(4);
        assertThat(on(solicit(duid(1), 5))).isInstanceOf(Decision.Exhausted.class);
        assertThat(addressOf(request(duid(1), 1, LOW))).isEqualTo(LOW);
        assertThat(((Decision.Offer) on(solicit(duid(2), 1))).addresses())
                .containsExactly(Ipv6Address.of("fd00:77::1004"));
        now = T0.plusSeconds(61);
        assertThat(((Decision.Offer) on(solicit(duid(1), 5))).addresses()).hasSize(1);
    }

    @Test
    void whatEndedIsGivenAgainBeforeMoreIsKept() {
        for (int machine = 0; machine < 100; machine++) {
            take(duid(machine), 1);
            now = now.plusSeconds(601);
        }
        assertThat(bindings.size()).isEqualTo(4);
    }

    @Test
    void leasesAndOffersOutliveANewConfiguration() throws Exception {
        take(duid(1), 7);
        on(solicit(duid(2), 1));
        serve(service("fd00:77::1003", Map.of(), false));
        assertThat(((Decision.Offer) on(solicit(duid(3), 1))).addresses())
                .containsExactly(Ipv6Address.of("fd00:77::1002"));
        var again = new Dhcp6Policy(bindings, PolicySettings.of(SERVER, BootUrls.at(5248)));
        again.serve(List.of(subnet(service("fd00:77::1003", Map.of(), false))));
        assertThat(((Decision.Offer) again.on(solicit(duid(1), 7), PEER, "eth1", now)).addresses())
                .containsExactly(Ipv6Address.of(LOW));
    }
}
