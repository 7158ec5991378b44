package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.policy.ClientRequests.chosen;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.reboot;
import static dev.muster.cluster.dhcp.policy.ClientRequests.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which of the free addresses a machine is offered.
class DhcpPoolTest extends DhcpPolicyFixture {
    @Test
    void offeredAddressIsHeldForAMinute() {
        on(discover(A));
        on(discover(B));
        assertThat(on(discover(C))).isInstanceOf(Decision.Exhausted.class);
        now = now.plusSeconds(60);
        assertThat(offer(on(discover(C))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void exhaustionNamesMachineAndSubnet() {
        lease(A);
        lease(B);
        assertThat(on(discover(C))).isInstanceOfSatisfying(Decision.Exhausted.class, exhausted -> {
            assertThat(exhausted.mac()).isEqualTo(C);
            assertThat(exhausted.subnet()).hasToString("10.0.0.0/24");
        });
    }

    @Test
    void addressFreeLongestIsGivenFirst() {
        lease(A);
        now = now.plusSeconds(10);
        lease(B);
        renew(A, FIRST);
        now = now.plusSeconds(700);
        assertThat(offer(on(discover(C))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void expiredMachineGetsItsOldAddressBack() {
        lease(A);
        lease(B);
        now = now.plusSeconds(10_000);
        assertThat(offer(on(discover(B))).packet().yiaddr()).isEqualTo(SECOND);
    }

    @Test
    void wishIsGrantedIfTheAddressIsFree() {
        var more = DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, SECOND);
        assertThat(offer(on(request(MessageType.DISCOVER, A, more))).packet().yiaddr())
                .isEqualTo(SECOND);
        assertThat(offer(on(request(MessageType.DISCOVER, B, more))).packet().yiaddr())
                .isEqualTo(FIRST);
    }

    @Test
    void reservationGoesToItsMachineOnly() {
        assertThat(offer(on(discover(RESERVED))).packet().yiaddr()).isEqualTo(RESERVATION);
        assertThat(on(select(A, SERVER, RESERVATION))).isInstanceOf(Decision.Refuse.class);
        assertThat(grant(on(reboot(RESERVED, RESERVATION))).lease().address()).isEqualTo(RESERVATION);
    }

    /// From when it is reserved, and not only once its machine came; and for as long as it is.
    @Test
    void reservationInsideARangeIsNobodyElses() throws Exception {
        policy.serve(List.of(Subnets.of(
                Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.101", Map.of(FIRST.toString(), RESERVED)))));
        assertThat(policy.unwatched("eth1", Duration.ofMinutes(1), now)).containsExactly(SECOND);
        assertThat(on(select(B, SERVER, FIRST))).isInstanceOf(Decision.Refuse.class);
        assertThat(renew(B, FIRST)).isInstanceOf(Decision.Refuse.class);
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(SECOND);
        var wish = DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, FIRST);
        assertThat(on(request(MessageType.DISCOVER, B, wish))).isInstanceOf(Decision.Exhausted.class);
        lease(RESERVED);
        assertThat(leases.of(FIRST)).isPresent();
        now = now.plusSeconds(10_000);
        lease(B);
        assertThat(on(discover(C))).isInstanceOf(Decision.Exhausted.class);
        assertThat(on(select(C, SERVER, FIRST))).isInstanceOf(Decision.Refuse.class);
    }

    /// Server, name servers, router and the subnet's own two addresses (RFC 1122 3.2.1.3).
    @Test
    void addressesOfTheNetworkItselfAreNobodys() throws Exception {
        serve("10.0.0.0", "10.0.0.3");
        assertThat(offer(on(discover(A))).packet().yiaddr()).hasToString("10.0.0.3");
        assertThat(on(discover(B))).isInstanceOf(Decision.Exhausted.class);
        serve("10.0.0.253", "10.0.0.255");
        assertThat(offer(on(discover(B))).packet().yiaddr()).hasToString("10.0.0.253");
        assertThat(on(discover(C))).isInstanceOf(Decision.Exhausted.class);
        assertThat(on(select(C, SERVER, Ipv4.parse("10.0.0.254")))).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void offersUnderWaySurviveANewConfig() throws Exception {
        on(discover(A));
        serve("10.0.0.100", "10.0.0.105");
        assertThat(offer(on(discover(B))).packet().yiaddr()).isEqualTo(SECOND);
        assertThat(grant(on(select(A, SERVER, FIRST))).lease().address()).isEqualTo(FIRST);
    }

    @Test
    void overlappingSubnetsAreRefusedAndTheOldStay() {
        var twice = List.of(
                Subnets.of(Subnets.config("eth1", "10.0.0", "", "")),
                Subnets.of(Subnets.config("eth2", "10.0.0", "", "")));
        assertThatThrownBy(() -> policy.serve(twice)).hasMessage("subnets 10.0.0.0/24 and 10.0.0.0/24 overlap");
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void addressInUseByAStrangerIsPassedOver() {
        assertThat(policy.unwatched("eth1", Duration.ofMinutes(1), now)).containsExactly(FIRST, SECOND);
        assertThat(policy.inUse("eth1", FIRST, STRANGER, now)).isPresent();
        policy.quiet("eth1", SECOND, now);
        assertThat(policy.unwatched("eth1", Duration.ofMinutes(1), now)).isEmpty();
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(SECOND);
        assertThat(policy.inUse("eth1", SECOND, STRANGER, now)).isEmpty();
    }

    @Test
    void machineThatAnswersAgainIsNoNewConflict() {
        assertThat(policy.inUse("eth1", FIRST, STRANGER, now))
                .hasValueSatisfying(conflict -> assertThat(conflict.isNew()).isTrue());
        now = now.plusSeconds(600);
        assertThat(policy.inUse("eth1", FIRST, STRANGER, now))
                .hasValueSatisfying(conflict -> assertThat(conflict.isNew()).isFalse());
        now = now.plusSeconds(600);
        assertThat(policy.inUse("eth1", FIRST, A, now))
                .hasValueSatisfying(conflict -> assertThat(conflict.isNew()).isTrue());
    }

    @Test
    void machineWithAnotherServersAddressIsNoConflict() {
        on(request(MessageType.REQUEST, A, chosen(Ipv4.parse("10.0.0.9"), FIRST)));
        now = now.plusSeconds(600);
        assertThat(policy.inUse("eth1", FIRST, A, now))
                .hasValueSatisfying(conflict -> assertThat(conflict.isNew()).isFalse());
        assertThat(offer(on(discover(B))).packet().yiaddr()).isEqualTo(SECOND);
    }

    @Test
    void addressKnownToBeQuietIsPreferred() {
        policy.quiet("eth1", SECOND, now);
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(SECOND);
        assertThat(offer(on(discover(B))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void fullTableGivesNothingUntilALeaseHasEnded() throws Exception {
        var full = withRoomFor(1);
        assertThat(full.on(discover(A), "eth1", now)).isInstanceOf(Decision.Offer.class);
        assertThat(full.on(discover(B), "eth1", now)).isEqualTo(new Decision.Silent(Silence.LEASE_TABLE_FULL));
        assertThat(full.on(select(A, SERVER, FIRST), "eth1", now)).isInstanceOf(Decision.Grant.class);
        assertThat(full.on(reboot(A, FIRST), "eth1", now)).isInstanceOf(Decision.Grant.class);
        assertThat(full.on(select(B, SERVER, SECOND), "eth1", now))
                .isEqualTo(new Decision.Silent(Silence.LEASE_TABLE_FULL));
        now = now.plusSeconds(600);
        assertThat(offer(full.on(discover(B), "eth1", now)).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void fullTableGivesAnEndedAddressAgainBeforeOneNeverUsed() throws Exception {
        var full = withRoomFor(2);
        lease(full, A);
        now = now.plusSeconds(1);
        lease(full, B);
        now = now.plusSeconds(600);
        assertThat(offer(full.on(discover(C), "eth1", now)).packet().yiaddr()).isEqualTo(FIRST);
        assertThat(offer(full.on(discover(B), "eth1", now)).packet().yiaddr()).isEqualTo(SECOND);
    }

    private void lease(DhcpPolicy of, MacAddress mac) {
        var address = offer(of.on(discover(mac), "eth1", now)).packet().yiaddr();
        grant(of.on(select(mac, SERVER, address), "eth1", now));
    }

    private static DhcpPolicy withRoomFor(int addresses) throws InvalidDhcpConfig {
        var small = new DhcpPolicy(new Leases((long) addresses * Leases.BYTES_EACH), PolicySettings.of(5248));
        small.serve(List.of(Subnets.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.110"))));
        return small;
    }
}
