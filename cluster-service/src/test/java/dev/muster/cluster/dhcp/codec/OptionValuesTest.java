package dev.muster.cluster.dhcp.codec;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.SubOptions.SubOption;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of single options, as the RFCs print them or as firmware sends them.
class OptionValuesTest {
    private static Octets hex(String text) {
        return Octets.of(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    private static DhcpPacket with(int code, String value) {
        var options = DhcpOptions.builder().add(code, hex(value));
        return SamplePackets.request(MessageType.DISCOVER, MacAddress.of("02:00:00:00:00:01"), options);
    }

    @Test
    void firmwareSaysWhatItIs() {
        var packet = decoded(SamplePackets.edk2());
        assertThat(packet.clientNdi()).contains(new ClientNdi(1, 3, 0));
        assertThat(packet.machineUuid()).contains(UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10"));
        assertThat(with(OptionCode.CLIENT_MACHINE_ID, "ff" + "00".repeat(16)).machineUuid())
                .isEmpty();
        assertThat(with(OptionCode.CLIENT_NDI, "0103").clientNdi()).isEmpty();
    }

    @Test
    void relayInformationIsTakenApart() {
        var agent = decoded(SamplePackets.relayed()).relayAgent().orElseThrow();
        assertThat(agent.get(1)).contains(hex("000400010203"));
        assertThat(agent.get(2)).contains(hex("0006aabbccddeeff"));
        assertThat(agent.encode())
                .isEqualTo(decoded(SamplePackets.relayed()).relayAgentInfo().orElseThrow());
        assertThat(with(OptionCode.RELAY_AGENT_INFO, "0105 00").relayAgent()).isEmpty();
        assertThat(with(OptionCode.RELAY_AGENT_INFO, "01").relayAgent()).isEmpty();
    }

    @Test
    void vendorOptionsMayBePaddedAndEnded() {
        var control = SubOptions.of(new SubOption(6, Octets.uint8(8)));
        assertThat(control.encodeEnded()).hasToString("060108ff");
        assertThat(with(OptionCode.VENDOR_SPECIFIC, "00 060108 00 ff 99").vendorSpecific())
                .contains(control);
        assertThat(with(OptionCode.VENDOR_SPECIFIC, "0602 08").vendorSpecific()).isEmpty();
    }

    @Test
    void vendorsOfOption125AreKeptApart() {
        var value = hex("00000de9 07 01 05 68656c6c6f 00000009 02 0200");
        var vendors = VendorInformation.of(value).orElseThrow();
        assertThat(vendors).hasSize(2);
        assertThat(vendors.getFirst().enterprise()).isEqualTo(3561);
        assertThat(vendors.getFirst().options().get(1)).contains(Octets.ascii("hello"));
        assertThat(VendorInformation.encode(vendors)).isEqualTo(value);
        assertThat(VendorInformation.of(hex("00000de9 08 0105 68656c6c6f"))).isEmpty();
        assertThat(VendorInformation.of(hex("00000de9"))).isEmpty();
    }

    /// RFC 3442's examples.
    @Test
    void classlessRoutesHaveOnlySignificantOctets() {
        var routes = ClasslessRoute.of(hex("00 0a000001" + "08 0a 0a000001" + "18 0a0000 0a000002" + "10 0a11 0a000003"
                        + "19 0a1b8100 0a000004" + "20 0aa84542 0a000005"))
                .orElseThrow();
        assertThat(routes)
                .contains(
                        new ClasslessRoute(Ipv4.ANY, 0, Ipv4.parse("10.0.0.1")),
                        new ClasslessRoute(Ipv4.parse("10.27.129.0"), 25, Ipv4.parse("10.0.0.4")))
                .hasSize(6);
        assertThat(ClasslessRoute.of(hex("21 0a000001 0a000001"))).isEmpty();
        assertThat(ClasslessRoute.of(hex("18 0a00"))).isEmpty();
    }

    /// RFC 3397's example.
    @Test
    void searchListMayBeCompressed() {
        assertThat(DomainSearch.of(hex("03656e67 056170706c65 03636f6d 00 096d61726b6574696e67 c004")))
                .contains(List.of("eng.apple.com", "marketing.apple.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"03656e67", "c000", "0161c000", "40", "c0", "05616200"})
    void searchListThatEndsNowhereIsNone(String value) {
        assertThat(DomainSearch.of(hex(value))).isEmpty();
    }

    @Test
    void fqdnIsLeftToTheClient() {
        var wire = with(OptionCode.CLIENT_FQDN, "05 0000 046e6f6465 036c6162 00")
                .fqdn()
                .orElseThrow();
        assertThat(wire).isEqualTo(new ClientFqdn(ClientFqdn.S | ClientFqdn.E, "node.lab"));
        assertThat(wire.declined()).isEqualTo(hex("0e ffff 046e6f6465 036c6162 00"));
        var text = with(OptionCode.CLIENT_FQDN, "00 0000 6e6f64652e6c61622e")
                .fqdn()
                .orElseThrow();
        assertThat(text.name()).isEqualTo("node.lab");
        assertThat(text.declined()).isEqualTo(hex("08 ffff 6e6f64652e6c6162"));
        assertThat(with(OptionCode.CLIENT_FQDN, "0000").fqdn()).isEmpty();
        assertThat(with(OptionCode.CLIENT_FQDN, "04 0000 09 61").fqdn()).isEmpty();
    }

    @Test
    void timesAndNames() {
        assertThat(with(OptionCode.LEASE_TIME, "ffffffff").leaseTime()).isEqualTo(OptionalLong.of(DhcpPacket.INFINITE));
        assertThat(with(OptionCode.LEASE_TIME, "00ff").leaseTime()).isEmpty();
        assertThat(with(OptionCode.HOST_NAME, "6e6f646500").hostName()).contains("node");
        assertThat(with(OptionCode.HOST_NAME, "00").hostName()).isEmpty();
        assertThat(with(OptionCode.SUBNET_SELECTION, "0a010000").subnetSelection())
                .contains(Ipv4.parse("10.1.0.0"));
    }
}
