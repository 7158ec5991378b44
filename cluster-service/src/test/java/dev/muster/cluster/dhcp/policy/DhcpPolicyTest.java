package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withGiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.chosen;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.reboot;
import static dev.muster.cluster.dhcp.policy.ClientRequests.select;
import static dev.muster.cluster.dhcp.policy.ClientRequests.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SamplePackets;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DhcpPolicyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.of("02:00:00:00:00:0b");
    private static final MacAddress C = MacAddress.of("02:00:00:00:00:0c");
    private static final MacAddress RESERVED = MacAddress.of("02:00:00:00:00:99");
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
    private static final Ipv4 FIRST = Ipv4.parse("10.0.0.100");
    private static final Ipv4 SECOND = Ipv4.parse("10.0.0.101");
    private static final Ipv4 RESERVATION = Ipv4.parse("10.0.0.50");

    private final Leases leases = new Leases();
    private final DhcpPolicy policy = new DhcpPolicy(leases, PolicySettings.of(5248));
    private Instant now = T0;

    @BeforeEach
    void serve() throws Exception {
        serve("10.0.0.100", "10.0.0.101");
    }

    @Test
    void discoverIsOfferedWhatABootNeeds() {
        var answer = offer(on(decoded(SamplePackets.ipxeRom())));
        var packet = answer.packet();
        assertThat(packet.yiaddr()).isEqualTo(FIRST);
        assertThat(packet.siaddr()).isEqualTo(SERVER);
        assertThat(packet.file()).isEqualTo("http://10.0.0.1:5248/ipxe.cfg");
        assertThat(packet.xid()).isEqualTo(0x9a3f18c5);
        assertThat(packet.serverId()).contains(SERVER);
        assertThat(text(packet, OptionCode.TFTP_SERVER_NAME)).isEqualTo("10.0.0.1");
        assertThat(text(packet, OptionCode.BOOT_FILE_NAME)).isEqualTo("http://10.0.0.1:5248/ipxe.cfg");
        assertThat(packet.options().get(OptionCode.SUBNET_MASK)).contains(Octets.uint32(0xffffff00L));
        assertThat(packet.options().get(OptionCode.LEASE_TIME)).contains(Octets.uint32(300));
        assertThat(packet.clientId()).isEqualTo(decoded(SamplePackets.ipxeRom()).clientId());
        assertThat(packet.options().has(OptionCode.PATH_PREFIX)).isFalse();
        assertThat(packet.options().has(OptionCode.VENDOR_CLASS)).isFalse();
        assertThat(answer.source()).isEqualTo(SERVER);
        assertThat(answer.maxBytes()).isEqualTo(1444);
        assertThat(answer.target()).isEqualTo(new ReplyTarget.RawUnicast(FIRST, MacAddress.of("52:54:00:12:34:56")));
    }

    @Test
    void onlyTheOptionsAskedForAreGiven() {
        var more = DhcpOptions.builder()
                .add(OptionCode.PARAMETER_REQUEST_LIST, Octets.of((byte) 3, (byte) 42, (byte) 58, (byte) 59));
        var packet = offer(on(request(MessageType.DISCOVER, A, more))).packet();
        assertThat(codes(packet)).containsExactly(53, 54, 51, 58, 59, 1, 3, 42, 66, 67);
        assertThat(packet.options().get(OptionCode.RENEWAL_TIME)).contains(Octets.uint32(300));
        assertThat(packet.options().get(OptionCode.REBINDING_TIME)).contains(Octets.uint32(525));
    }

    @Test
    void clientWithoutAListGetsAll() {
        var packet = offer(on(discover(A))).packet();
        assertThat(codes(packet)).containsExactly(53, 54, 51, 58, 59, 1, 3, 6, 15, 28, 42, 66, 67);
        assertThat(packet.options().get(OptionCode.NAME_SERVERS))
                .contains(Octets.of((byte) 10, (byte) 0, (byte) 0, (byte) 1, (byte) 10, (byte) 0, (byte) 0, (byte) 2));
    }

    @Test
    void uefiHttpBootGetsAUrlAndItsOwnClassBack() {
        var more = DhcpOptions.builder()
                .add(OptionCode.VENDOR_CLASS, "HTTPClient:Arch:00016:UNDI:003001")
                .add(OptionCode.CLIENT_ARCH, Octets.uint16(16));
        var packet = offer(on(request(MessageType.DISCOVER, A, more))).packet();
        assertThat(packet.vendorClass()).contains("HTTPClient");
        assertThat(packet.file()).isEqualTo("http://10.0.0.1:5248/images/ipxe.efi");
    }

    @Test
    void fourWaysEndInALease() {
        on(discover(A));
        now = now.plusSeconds(1);
        var grant = grant(on(select(A, SERVER, FIRST)));
        assertThat(grant.lease()).isEqualTo(new Lease(A, FIRST, now, now.plusSeconds(600)));
        assertThat(grant.renewal()).isFalse();
        assertThat(leases.of(FIRST)).contains(grant.lease());
        assertThat(leases.of(A)).contains(grant.lease());
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

    @Test
    void anotherServersClientGetsSilenceAndItsOfferIsFree() {
        on(discover(A));
        on(discover(B));
        assertThat(on(request(MessageType.REQUEST, A, chosen(Ipv4.parse("10.0.0.9"), FIRST))))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(offer(on(discover(C))).packet().yiaddr()).isEqualTo(FIRST);
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
        assertThat(grant.answer().target()).isEqualTo(new ReplyTarget.Unicast(FIRST));
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
    void informIsAnsweredWithoutAnAddress() {
        var inform = withCiaddr(request(MessageType.INFORM, A, DhcpOptions.builder()), Ipv4.parse("10.0.0.7"));
        var answer = ((Decision.Inform) on(inform)).answer();
        assertThat(answer.packet().messageType()).contains(MessageType.ACK);
        assertThat(answer.packet().yiaddr()).isEqualTo(Ipv4.ANY);
        assertThat(codes(answer.packet())).containsExactly(53, 54, 1, 3, 6, 15, 28, 42, 66, 67);
        assertThat(answer.target()).isEqualTo(new ReplyTarget.Unicast(Ipv4.parse("10.0.0.7")));
    }

    @Test
    void relayedDiscoverIsServedFromTheRelaysSubnet() throws Exception {
        policy.serve(
                List.of(
                        Subnets.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.101")),
                        Subnets.of(Subnets.config("", "10.1.0", "10.1.0.100", "10.1.0.109"))),
                now);
        var answer = offer(on(decoded(SamplePackets.relayed())));
        assertThat(answer.packet().yiaddr()).hasToString("10.1.0.100");
        assertThat(answer.packet().giaddr()).hasToString("10.1.0.1");
        assertThat(answer.target()).isEqualTo(new ReplyTarget.Relay(Ipv4.parse("10.1.0.1")));
        assertThat(codes(answer.packet()).getLast()).isEqualTo(82);
        // it renews without its relay
        var grant = grant(renew(MacAddress.of("0a:1b:2c:3d:4e:5f"), Ipv4.parse("10.1.0.100")));
        assertThat(grant.answer().source()).hasToString("10.1.0.1");
    }

    @Test
    void refusalThroughARelayIsToBeBroadcast() {
        var wrong = withGiaddr(select(A, SERVER, Ipv4.parse("10.9.9.9")), SERVER);
        var refusal = (Decision.Refuse) on(wrong);
        assertThat(refusal.answer().packet().wantsBroadcast()).isTrue();
    }

    @Test
    void unknownRelayAndInterfaceAreNotServed() {
        var foreign = withGiaddr(discover(A), Ipv4.parse("172.16.0.1"));
        assertThat(on(foreign)).isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
        assertThat(policy.on(discover(A), "eth9", now)).isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
    }

    @Test
    void leasesSurviveARestart() throws Exception {
        lease(A);
        lease(B);
        var restarted = new DhcpPolicy(new Leases(leases.all()), PolicySettings.of(5248));
        restarted.serve(List.of(Subnets.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.109"))), now);
        assertThat(offer(restarted.on(discover(B), "eth1", now)).packet().yiaddr())
                .isEqualTo(SECOND);
        assertThat(offer(restarted.on(discover(C), "eth1", now)).packet().yiaddr())
                .hasToString("10.0.0.102");
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
        assertThatThrownBy(() -> policy.serve(twice, now)).hasMessage("subnets 10.0.0.0/24 and 10.0.0.0/24 overlap");
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(FIRST);
    }

    @Test
    void addressInUseByAStrangerIsPassedOver() {
        assertThat(policy.unwatched("eth1", Duration.ofMinutes(1), now)).containsExactly(FIRST, SECOND);
        assertThat(policy.inUse("eth1", FIRST, now)).isPresent();
        policy.quiet("eth1", SECOND, now);
        assertThat(policy.unwatched("eth1", Duration.ofMinutes(1), now)).isEmpty();
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(SECOND);
        assertThat(policy.inUse("eth1", SECOND, now)).isEmpty();
    }

    @Test
    void addressKnownToBeQuietIsPreferred() {
        policy.quiet("eth1", SECOND, now);
        assertThat(offer(on(discover(A))).packet().yiaddr()).isEqualTo(SECOND);
        assertThat(offer(on(discover(B))).packet().yiaddr()).isEqualTo(FIRST);
    }

    private void serve(String low, String high) throws InvalidDhcpConfig {
        var config = Subnets.config("eth1", "10.0.0", low, high, Map.of(RESERVATION.toString(), RESERVED));
        policy.serve(List.of(Subnets.of(config)), now);
    }

    private Decision on(DhcpPacket packet) {
        return policy.on(packet, "eth1", now);
    }

    private void lease(MacAddress mac) {
        var address = offer(on(discover(mac))).packet().yiaddr();
        grant(on(select(mac, SERVER, address)));
    }

    private Decision renew(MacAddress mac, Ipv4 address) {
        return on(withCiaddr(request(MessageType.REQUEST, mac, DhcpOptions.builder()), address));
    }

    private static Answer offer(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Offer.class);
        return ((Decision.Offer) decision).answer();
    }

    private static Decision.Grant grant(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Grant.class);
        return (Decision.Grant) decision;
    }

    private static String text(DhcpPacket packet, int code) {
        return packet.options().get(code).orElseThrow().text();
    }

    private static List<Integer> codes(DhcpPacket packet) {
        return packet.options().all().stream().map(DhcpOptions.Option::code).toList();
    }
}
