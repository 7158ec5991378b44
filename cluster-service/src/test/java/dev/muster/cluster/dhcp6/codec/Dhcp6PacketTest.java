package dev.muster.cluster.dhcp6.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp6.codec.MalformedDhcp6Packet.Reason;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Dhcp6PacketTest {
    private static Dhcp6Packet decode(String hex) throws MalformedDhcp6Packet {
        return Dhcp6Packet.decode(ByteBuffer.wrap(SamplePackets.bytes(hex)));
    }

    @Test
    void solicitIsRead() throws Exception {
        var packet = decode(SamplePackets.SOLICIT);
        assertThat(packet.type()).isEqualTo(MessageType.SOLICIT);
        assertThat(packet.transactionId()).isEqualTo(0x123456);
        assertThat(packet.clientId().flatMap(Duid::mac)).contains(MacAddress.of("02:77:00:00:00:01"));
        assertThat(packet.requests(OptionCode.BOOT_FILE_URL)).isTrue();
        assertThat(packet.requests(OptionCode.VENDOR_CLASS)).isFalse();
        var wished = new Association.Address(Ipv6Address.of("fd00:77::1005"), 7200, 10800);
        assertThat(packet.associations())
                .containsExactly(new Association(0x77000001, 3600, 5400, List.of(wished), null));
    }

    @Test
    void firmwareIsKnownByItsOptions() throws Exception {
        var http = decode(SamplePackets.HTTP_BOOT);
        assertThat(http.clientArchs()).containsExactly(16);
        assertThat(http.clientId().flatMap(Duid::mac)).isEmpty();
        assertThat(http.vendorClasses())
                .containsExactly(new VendorClass(343, List.of("HTTPClient:Arch:00016:UNDI:003016")));
        assertThat(decode(SamplePackets.IPXE).userClasses()).containsExactly("iPXE");
    }

    @Test
    void relayAgentsAreUnwrappedTheNearestFirst() throws Exception {
        var packet = decode(SamplePackets.RELAYED);
        assertThat(packet.type()).isEqualTo(MessageType.REQUEST);
        assertThat(packet.serverId()).contains(Duid.of(UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96")));
        assertThat(packet.relays()).extracting(RelayHop::hopCount).containsExactly(1, 0);
        assertThat(packet.relays())
                .extracting(hop -> hop.link().toString())
                .containsExactly("fd00:88::2", "fd00:99::1");
        var next = packet.relays().getLast();
        assertThat(next.options().first(OptionCode.INTERFACE_ID)).contains(Octets.ascii("eth1"));
        assertThat(next.options().first(OptionCode.CLIENT_LINK_LAYER).flatMap(LinkLayer::ofOption))
                .contains(MacAddress.of("02:77:00:00:00:09"));
        assertThat(LinkLayer.ofAddress(Ipv6Address.of("fe80::77:ff:fe00:1")))
                .contains(MacAddress.of("02:77:00:00:00:01"));
        assertThat(LinkLayer.ofAddress(Ipv6Address.of("fd00::77:ff:fe00:1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SamplePackets.SOLICIT, SamplePackets.HTTP_BOOT, SamplePackets.IPXE, SamplePackets.RELAYED})
    void packetsAreWrittenAsTheyWereRead(String hex) throws Exception {
        assertThat(decode(hex).encode()).isEqualTo(SamplePackets.bytes(hex));
    }

    @Test
    void advertiseIsWrittenToTheOctet() {
        var address = new Association.Address(Ipv6Address.of("fd00:77::1000"), 450, 600);
        var options = Dhcp6Options.builder()
                .add(OptionCode.SERVER_ID, Octets.of((byte) 0, (byte) 3, (byte) 0))
                .add(OptionCode.IA_NA, new Association(1, 225, 360, List.of(address), null).toOctets())
                .add(
                        OptionCode.IA_NA,
                        Association.refused(2, new Status(Status.NO_ADDRS_AVAIL, "no"))
                                .toOctets())
                .add(OptionCode.DOMAIN_LIST, DomainNames.toOctets(List.of("lab.example")))
                .add(OptionCode.BOOT_FILE_URL, Octets.ascii("tftp://[fd00:77::1]/x"))
                .add(OptionCode.BOOT_FILE_PARAMETERS, ClassData.toOctets(List.of("a", "bc")))
                .add(OptionCode.VENDOR_CLASS, new VendorClass(343, List.of("HTTPClient")).toOctets())
                .build();
        var packet = new Dhcp6Packet(List.of(), MessageType.ADVERTISE, 0xabcdef, options);
        assertThat(HexFormat.of().formatHex(packet.encode())).isEqualTo("""
                        02 abcdef
                        0002 0003 000300
                        0003 0028 00000001 000000e1 00000168
                          0005 0018 fd000077000000000000000000001000 000001c2 00000258
                        0003 0014 00000002 00000000 00000000 000d 0004 0002 6e6f
                        0018 000d 036c6162 076578616d706c65 00
                        003b 0015 746674703a2f2f5b666430303a37373a3a315d2f78
                        003c 0007 0001 61 0002 6263
                        0010 0010 00000157 000a 48545450436c69656e74
                        """.replaceAll("\\s", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'', TOO_SHORT",
        "01 1234, TOO_SHORT",
        "00 123456, UNKNOWN_MESSAGE_TYPE",
        "0e 123456, UNKNOWN_MESSAGE_TYPE",
        "01 123456 0001, TRUNCATED_OPTION",
        "01 123456 0001 0004 0003, TRUNCATED_OPTION",
        "01 123456 0001 0002 0003, WRONG_OPTION_LENGTH",
        "01 123456 0003 0004 00000001, WRONG_OPTION_LENGTH",
        "01 123456 0003 0010 00000001 00000000 00000000 0005 0000, WRONG_OPTION_LENGTH",
        "01 123456 0006 0003 001700, WRONG_OPTION_LENGTH",
        "01 123456 0008 0001 00, WRONG_OPTION_LENGTH",
        "01 123456 000e 0001 00, WRONG_OPTION_LENGTH",
        "0c 00 00000000000000000000000000000000 0000, TOO_SHORT",
        "0c 00 00000000000000000000000000000000 00000000000000000000000000000000, NOTHING_RELAYED",
        "0c 00 00000000000000000000000000000000 00000000000000000000000000000000 0009 0004 02123456, RELAYED_BACKWARDS",
        "0d 00 00000000000000000000000000000000 00000000000000000000000000000000 0009 0004 01123456, RELAYED_BACKWARDS"
    })
    void malformedPacketsSayWhatIsWrong(String hex, Reason reason) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOfSatisfying(
                        MalformedDhcp6Packet.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void relayAgentsHaveALimit() throws Exception {
        var hop = new RelayHop(0, Ipv6Address.UNSPECIFIED, Ipv6Address.UNSPECIFIED, Dhcp6Options.NONE);
        var nine = new Dhcp6Packet(java.util.Collections.nCopies(9, hop), MessageType.SOLICIT, 1, Dhcp6Options.NONE);
        assertThat(Dhcp6Packet.decode(ByteBuffer.wrap(nine.encode()))).isEqualTo(nine);
        var ten = new Dhcp6Packet(java.util.Collections.nCopies(10, hop), MessageType.SOLICIT, 1, Dhcp6Options.NONE);
        assertThatThrownBy(() -> Dhcp6Packet.decode(ByteBuffer.wrap(ten.encode())))
                .hasMessage(Reason.TOO_MANY_RELAYS.label());
    }
}
