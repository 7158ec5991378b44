package dev.muster.cluster.dhcp.codec;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.SubOptions.SubOption;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

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
