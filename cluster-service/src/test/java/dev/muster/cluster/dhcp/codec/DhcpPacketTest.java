package dev.muster.cluster.dhcp.codec;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp.codec.MalformedDhcpPacket.Reason;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DhcpPacketTest {
    static List<Named<byte[]>> samples() {
        return List.of(
                Named.of("iPXE ROM", SamplePackets.ipxeRom()),
                Named.of("edk2", SamplePackets.edk2()),
                Named.of("udhcpc", SamplePackets.udhcpc()),
                Named.of("dhclient", SamplePackets.dhclientRequest()),
                Named.of("relayed", SamplePackets.relayed()));
    }

    @Test
    void ipxeRomIsRead() {
        var packet = decoded(SamplePackets.ipxeRom());
        assertThat(packet.messageType()).contains(MessageType.DISCOVER);
        assertThat(packet.mac()).contains(MacAddress.of("52:54:00:12:34:56"));
        assertThat(packet.xid()).isEqualTo(0x9a3f18c5);
        assertThat(packet.secs()).isEqualTo(4);
        assertThat(packet.wantsBroadcast()).isFalse();
        assertThat(packet.clientArchs()).containsExactly(0);
        assertThat(packet.vendorClass()).contains("PXEClient:Arch:00000:UNDI:002001");
        assertThat(packet.userClass()).contains(Octets.ascii("iPXE"));
        assertThat(packet.maxMessageSize()).isEqualTo(OptionalInt.of(1472));
        assertThat(packet.clientId().orElseThrow().at(0)).isEqualTo(1);
        assertThat(packet.options()
                        .get(OptionCode.CLIENT_MACHINE_ID)
                        .orElseThrow()
                        .length())
                .isEqualTo(17);
    }

    @Test
    void edk2IsRead() {
        var packet = decoded(SamplePackets.edk2());
        assertThat(packet.wantsBroadcast()).isTrue();
        assertThat(packet.clientArchs()).containsExactly(7);
        assertThat(packet.clientId()).isEmpty();
        assertThat(packet.vendorClass()).contains("PXEClient:Arch:00007:UNDI:003000");
        assertThat(packet.requestedOptions().orElseThrow().length()).isEqualTo(35);
    }

    @Test
    void dhclientsRequestIsRead() {
        var packet = decoded(SamplePackets.dhclientRequest());
        assertThat(packet.messageType()).contains(MessageType.REQUEST);
        assertThat(packet.serverId()).contains(Ipv4.parse("10.0.0.1"));
        assertThat(packet.requestedAddress()).contains(Ipv4.parse("10.0.0.101"));
        assertThat(packet.clientId().orElseThrow().at(0)).isEqualTo(255);
    }

    @Test
    void relayedPacketKeepsWhatTheRelayPutIn() {
        var packet = decoded(SamplePackets.relayed());
        assertThat(packet.isRelayed()).isTrue();
        assertThat(packet.giaddr()).hasToString("10.1.0.1");
        assertThat(packet.relayAgentInfo())
                .hasValueSatisfying(info -> assertThat(info).hasToString("010600040001020302080006aabbccddeeff"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void encodedAgainItIsTheSameOctets(byte[] bytes) {
        assertThat(encoded(decoded(bytes), 1472)).isEqualTo(bytes);
    }

    @Test
    void shortPacketsArePaddedTo300Octets() {
        var packet =
                SamplePackets.request(MessageType.DISCOVER, MacAddress.of("02:00:00:00:00:01"), DhcpOptions.builder());
        assertThat(encoded(packet, 548)).hasSize(300);
    }

    @Test
    void optionsMayContinueInFileAndSname() {
        var bytes = SamplePackets.packet(
                "010106000000000100000000" + "00".repeat(16) + "020000000001" + "00".repeat(10),
                "340103 350101 3c03 505845 ff");
        // file: the vendor class goes on; sname: a requested address
        var file = HexFormat.of().parseHex("3c06436c69656e74ff");
        System.arraycopy(file, 0, bytes, 108, file.length);
        var sname = HexFormat.of().parseHex("32040a000005ff");
        System.arraycopy(sname, 0, bytes, 44, sname.length);
        var packet = decoded(bytes);
        assertThat(packet.vendorClass()).contains("PXEClient");
        assertThat(packet.requestedAddress()).contains(Ipv4.parse("10.0.0.5"));
        assertThat(packet.file()).isEmpty();
        assertThat(packet.sname()).isEmpty();
    }

    @Test
    void valuesBeyond255OctetsAreSplitAndJoined() {
        var value = new byte[600];
        new Random(1).nextBytes(value);
        var options = DhcpOptions.builder().add(224, Octets.of(value));
        var packet = SamplePackets.request(MessageType.INFORM, MacAddress.of("02:00:00:00:00:01"), options);
        assertThat(decoded(encoded(packet, 1472))).isEqualTo(packet);
    }

    @Test
    void whatDoesNotFitGoesInOrderOfUnimportance() {
        var options = DhcpOptions.builder()
                .add(OptionCode.SERVER_ID, Ipv4.parse("10.0.0.1"))
                .add(OptionCode.DOMAIN_NAME, "d".repeat(100))
                .add(OptionCode.NTP_SERVERS, Octets.of(new byte[80]))
                .add(OptionCode.BOOT_FILE_NAME, "b".repeat(100))
                .add(OptionCode.RELAY_AGENT_INFO, Octets.of(new byte[60]));
        var packet = SamplePackets.withTexts(
                SamplePackets.request(MessageType.ACK, MacAddress.of("02:00:00:00:00:01"), options), "server", "file");
        var shorter = decoded(encoded(packet, 448));
        assertThat(codes(shorter)).containsExactly(53, 54, 67, 82);
        assertThat(codes(decoded(encoded(packet, 300)))).containsExactly(53, 54);
        assertThat(encoded(packet, 448).length).isLessThanOrEqualTo(448);
    }

    @Test
    void unknownOptionsAreKept() {
        var packet = decoded(SamplePackets.ipxeRom());
        assertThat(packet.options().has(175)).isTrue();
    }

    @Test
    void carelessLengthsOfHarmlessOptionsAreIgnored() {
        var options = DhcpOptions.builder()
                .add(OptionCode.MAX_MESSAGE_SIZE, Octets.uint8(5))
                .add(OptionCode.CLIENT_ARCH, Octets.uint8(7));
        var packet = SamplePackets.request(MessageType.DISCOVER, MacAddress.of("02:00:00:00:00:01"), options);
        assertThat(packet.maxMessageSize()).isEmpty();
        assertThat(packet.clientArchs()).isEmpty();
    }

    @Test
    void otherHardwareHasNoMac() {
        var infiniband = Arrays.copyOf(SamplePackets.udhcpc(), 300);
        infiniband[1] = 32;
        infiniband[2] = 0;
        assertThat(decoded(infiniband).mac()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"350101 370103 0106", "350101 370103 01", "350101 370103 06"})
    void wholeOptionsBeforeOneThatIsCutShortCount(String options) {
        var packet = decoded(withOptions(options.replace(" ", "")));
        assertThat(packet.messageType()).contains(MessageType.DISCOVER);
        assertThat(packet.requestedOptions()).contains(Octets.of((byte) 3));
        assertThat(codes(packet)).containsExactly(53, 55);
    }

    @Test
    void malformedPacketsSayWhy() {
        assertThat(reason(new byte[100])).isEqualTo(Reason.TOO_SHORT);
        var foreign = SamplePackets.udhcpc();
        foreign[239] = 1;
        assertThat(reason(foreign)).isEqualTo(Reason.NO_MAGIC_COOKIE);
        var longAddress = SamplePackets.udhcpc();
        longAddress[2] = 17;
        assertThat(reason(longAddress)).isEqualTo(Reason.HARDWARE_ADDRESS_TOO_LONG);
        assertThat(reason(withOptions("3501013203010203ff"))).isEqualTo(Reason.WRONG_OPTION_LENGTH);
        assertThat(reason(withOptions("35020103ff"))).isEqualTo(Reason.WRONG_OPTION_LENGTH);
        assertThat(reason(withOptions("350109ff"))).isEqualTo(Reason.UNKNOWN_MESSAGE_TYPE);
        assertThat(reason(withOptions("350101340104ff"))).isEqualTo(Reason.WRONG_OVERLOAD);
    }

    @Test
    void bootpClientWithoutVendorInformationIsRead() {
        var bytes = new byte[300];
        bytes[0] = 1;
        bytes[1] = 1;
        bytes[2] = 6;
        bytes[28] = 2;
        var packet = decoded(bytes);
        assertThat(packet.messageType()).isEmpty();
        assertThat(packet.options().all()).isEmpty();
        assertThat(packet.mac()).contains(MacAddress.of("02:00:00:00:00:00"));
    }

    private static byte[] withOptions(String options) {
        var bytes = SamplePackets.packet(
                "010106000000000100000000" + "00".repeat(16) + "020000000001" + "00".repeat(10), options);
        return Arrays.copyOf(bytes, 240 + options.length() / 2);
    }

    private static Reason reason(byte[] bytes) {
        var reason = new Reason[1];
        assertThatThrownBy(() -> DhcpPacket.decode(ByteBuffer.wrap(bytes)))
                .isInstanceOfSatisfying(MalformedDhcpPacket.class, e -> reason[0] = e.reason());
        return Optional.ofNullable(reason[0]).orElseThrow();
    }

    private static List<Integer> codes(DhcpPacket packet) {
        return packet.options().all().stream().map(DhcpOptions.Option::code).toList();
    }
}
