package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.chosen;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.reboot;
import static dev.muster.cluster.dhcp.policy.ClientRequests.select;
import static dev.muster.cluster.dhcp.policy.ClientRequests.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Hold;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a lease begins, goes on and ends.
class DhcpLeasesTest extends DhcpPolicyFixture {
    private static final Ipv4 OTHER_SERVER = Ipv4.parse("10.0.0.9");

    @Test
    void fourWaysEndInALease() {
        on(discover(A));
        now = now.plusSeconds(1);
        var grant = grant(on(select(A, SERVER, FIRST)));
        assertThat(grant.lease()).isEqualTo(new Lease(A, FIRST, now, now.plusSeconds(600)));
        assertThat(grant.renewal()).isFalse();
        assertThat(leases.of(FIRST)).contains(grant.lease());
        assertThat(leases.of(ClientIdentity.of(A))).extracting(Hold::address).containsExactly(FIRST);
    }

    @Test
    void oneMachineWithThreeIdentitiesKeepsOneAddress() {
        lease(A);
        for (var id : List.of("\u0001xxxxxx", "\u00ffduid-of-the-system", "")) {
            var more =
                    id.isEmpty() ? DhcpOptions.builder() : DhcpOptions.builder().add(OptionCode.CLIENT_ID, id);
            assertThat(offer(on(request(MessageType.DISCOVER, A, more)))
                            .packet()
                            .yiaddr())
                    .isEqualTo(FIRST);
        }
    }

    @Test
    void anotherServersClientGetsSilenceAndItsOfferIsFree() {
        on(discover(A));
        on(discover(B));
        assertThat(on(request(MessageType.REQUEST, A, chosen(OTHER_SERVER, Ipv4.parse("10.0.0.200")))))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(offer(on(discover(C))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void addressOfOurRangeThatAnotherServerGaveIsNobodyElses() {
        on(discover(A));
        var taken = (Decision.TakenElsewhere) on(request(MessageType.REQUEST, A, chosen(OTHER_SERVER, FIRST)));
        assertThat(taken.use().address()).isEqualTo(FIRST);
        assertThat(taken.use().until()).isEqualTo(now.plusSeconds(600));
        assertThat(leases.of(FIRST)).isEmpty();
        lease(B);
        assertThat(on(discover(C))).isInstanceOf(Decision.Exhausted.class);
        assertThat(renew(B, FIRST)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void machineGoesOnHereWithTheAddressThatAnotherServerGave() {
        on(request(MessageType.REQUEST, A, chosen(OTHER_SERVER, SECOND)));
        assertThat(grant(renew(A, SECOND)).lease().address()).isEqualTo(SECOND);
        assertThat(leases.of(SECOND)).isPresent();
    }

    @Test
    void anotherServersClientTakesNoLeaseFromHere() {
        lease(A);
        assertThat(on(request(MessageType.REQUEST, B, chosen(OTHER_SERVER, FIRST))))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(on(request(MessageType.REQUEST, B, chosen(OTHER_SERVER, RESERVATION))))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(grant(renew(A, FIRST)).lease().address()).isEqualTo(FIRST);
    }

    @Test
    void takenAddressIsRefused() {
        lease(A);
        var refusal = (Decision.Refuse) on(select(B, SERVER, FIRST));
        var packet = refusal.answer().packet();
        assertThat(packet.messageType()).contains(MessageType.NAK);
        assertThat(packet.yiaddr()).isEqualTo(Ipv4.ANY);
        assertThat(packet.siaddr()).isEqualTo(Ipv4.ANY);
        assertThat(packet.file()).isEmpty();
        assertThat(codes(packet)).containsExactly(53, 54, 56);
        assertThat(refusal.answer().target()).isEqualTo(new ReplyTarget.Broadcast());
    }

    @Test
    void rebootedMachineGetsItsLeaseConfirmed() {
        lease(A);
        assertThat(grant(on(reboot(A, FIRST))).lease().address()).isEqualTo(FIRST);
        assertThat(on(reboot(A, SECOND))).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void rebootedStrangerGetsSilence() {
        assertThat(on(reboot(A, FIRST))).isEqualTo(new Decision.Silent(Silence.UNKNOWN_CLIENT));
    }

    @Test
    void rebootedMachineOnTheWrongNetIsRefused() {
        assertThat(on(reboot(A, Ipv4.parse("192.168.7.7")))).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void renewalExtendsTheLease() {
        lease(A);
        now = now.plusSeconds(300);
        var grant = grant(renew(A, FIRST));
        assertThat(grant.renewal()).isTrue();
        assertThat(grant.lease().expires()).isEqualTo(now.plusSeconds(600));
        assertThat(grant.answer().target()).isEqualTo(new ReplyTarget.RawUnicast(FIRST, A));
        assertThat(grant.answer().packet().ciaddr()).isEqualTo(FIRST);
    }

    @Test
    void renewalOfAForgottenLeaseIsGrantedWhileNobodyElseHasTheAddress() {
        assertThat(grant(renew(A, SECOND)).lease().address()).isEqualTo(SECOND);
        assertThat(renew(B, SECOND)).isInstanceOf(Decision.Refuse.class);
        assertThat(renew(B, Ipv4.parse("10.0.0.200"))).isEqualTo(new Decision.Silent(Silence.UNKNOWN_CLIENT));
        assertThat(renew(B, Ipv4.parse("192.168.7.7"))).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void declinedAddressIsOutOfUseForTenMinutes() {
        lease(A);
        var declined = (Decision.Declined) on(request(MessageType.DECLINE, A, chosen(SERVER, FIRST)));
        assertThat(declined.ended().isActive(now)).isFalse();
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(SECOND);
        assertThat(on(discover(B))).isInstanceOf(Decision.Exhausted.class);
        now = now.plus(Duration.ofMinutes(10));
        lease(B);
        assertThat(offer(on(discover(C))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void strangerCannotDeclineOrReleaseForAnother() {
        lease(A);
        assertThat(on(request(MessageType.DECLINE, B, chosen(SERVER, FIRST))))
                .isEqualTo(new Decision.Silent(Silence.NOT_THE_HOLDER));
        assertThat(on(withCiaddr(request(MessageType.RELEASE, B, server(SERVER)), FIRST)))
                .isEqualTo(new Decision.Silent(Silence.NOT_THE_HOLDER));
    }

    @Test
    void releasedAddressIsFreeButComesBackToItsMachine() {
        lease(A);
        lease(B);
        var released = (Decision.Released) on(withCiaddr(request(MessageType.RELEASE, A, server(SERVER)), FIRST));
        assertThat(released.ended().expires()).isEqualTo(now);
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void releasedAddressIsAnybodysFromThenOn() {
        lease(A);
        lease(B);
        on(withCiaddr(request(MessageType.RELEASE, A, server(SERVER)), FIRST));
        assertThat(leases.of(FIRST).orElseThrow().isActive(now)).isFalse();
        assertThat(leases.countActive(now)).isOne();
        assertThat(offer(on(discover(C))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void discoverInTheMiddleOfALeaseLeavesItAsLongAsItWas() {
        lease(A);
        lease(B);
        now = now.plusSeconds(100);
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(FIRST);
        assertThat(leases.of(FIRST).orElseThrow().expires()).isEqualTo(T0.plusSeconds(600));
        now = now.plusSeconds(400);
        assertThat(on(discover(C))).isInstanceOf(Decision.Exhausted.class);
        assertThat(grant(renew(A, FIRST)).lease().address()).isEqualTo(FIRST);
    }

    @Test
    void leasesSurviveARestart() throws Exception {
        lease(A);
        lease(B);
        var readBack = new Leases(1 << 20);
        leases.forEach(readBack::restore);
        var restarted = new DhcpPolicy(readBack, PolicySettings.of(5248));
        restarted.serve(List.of(Subnets.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.109"))));
        assertThat(offer(restarted.on(discover(B), "eth1", now)).packet().yiaddr())
                .isEqualTo(SECOND);
        assertThat(offer(restarted.on(discover(C), "eth1", now)).packet().yiaddr())
                .hasToString("10.0.0.102");
    }
}
