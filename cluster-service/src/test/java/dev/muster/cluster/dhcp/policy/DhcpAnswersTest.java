package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withGiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SamplePackets;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an answer says, and where it goes.
class DhcpAnswersTest extends DhcpPolicyFixture {
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
    void informIsAnsweredWithoutAnAddress() {
        var inform = withCiaddr(request(MessageType.INFORM, A, DhcpOptions.builder()), Ipv4.parse("10.0.0.7"));
        var answer = ((Decision.Inform) on(inform)).answer();
        assertThat(answer.packet().messageType()).contains(MessageType.ACK);
        assertThat(answer.packet().yiaddr()).isEqualTo(Ipv4.ANY);
        assertThat(codes(answer.packet())).containsExactly(53, 54, 1, 3, 6, 15, 28, 42, 66, 67);
        assertThat(answer.target()).isEqualTo(new ReplyTarget.RawUnicast(Ipv4.parse("10.0.0.7"), A));
    }

    @Test
    void relayedDiscoverIsServedFromTheRelaysSubnet() throws Exception {
        policy.serve(List.of(
                Subnets.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.101")),
                Subnets.of(Subnets.config("", "10.1.0", "10.1.0.100", "10.1.0.109"))));
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
    void offerHasNoCiaddrAndGoesToTheClientWhateverItsDiscoverHad() {
        var stale = withCiaddr(discover(A), Ipv4.parse("10.0.0.200"));
        var answer = offer(on(stale));
        assertThat(answer.packet().ciaddr()).isEqualTo(Ipv4.ANY);
        assertThat(answer.target()).isEqualTo(new ReplyTarget.RawUnicast(FIRST, A));
    }

    @Test
    void renewalOnThisLinkIsAnsweredInAFrame() {
        lease(A);
        var answer = grant(renew(A, FIRST)).answer();
        assertThat(answer.packet().ciaddr()).isEqualTo(FIRST);
        assertThat(answer.target()).isEqualTo(new ReplyTarget.RawUnicast(FIRST, A));
    }

    @Test
    void informWithoutAnAddressIsNotAnswered() {
        assertThat(on(request(MessageType.INFORM, A, DhcpOptions.builder())))
                .isEqualTo(new Decision.Silent(Silence.INCOMPLETE));
    }

    @Test
    void textsThatRomsReadAsCStringsEndWithOneNul() {
        var options = offer(on(discover(A))).packet().options();
        assertThat(options.get(OptionCode.TFTP_SERVER_NAME)).contains(Octets.ascii("10.0.0.1\0"));
        assertThat(options.get(OptionCode.BOOT_FILE_NAME)).contains(Octets.ascii("pxelinux.0\0"));
    }
}
