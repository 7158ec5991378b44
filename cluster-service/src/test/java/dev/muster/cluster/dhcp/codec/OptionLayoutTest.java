package dev.muster.cluster.dhcp.codec;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Option overload (RFC 2132 9.3) and long options (RFC 3396) on the way out.
class OptionLayoutTest {
    private static final int SNAME = 44;
    private static final int FILE = 108;
    private static final int OPTIONS = 240;
    private static final MacAddress MAC = MacAddress.of("02:00:00:00:00:01");

    @Test
    void optionsWithRoomEnoughAreNotSpread() {
        var bytes = encoded(packet(DhcpOptions.builder().add(OptionCode.MESSAGE, "m".repeat(200))), 548);
        assertThat(Arrays.copyOfRange(bytes, SNAME, OPTIONS - 4)).containsOnly(0);
    }

    @Test
    void optionsThatDoNotFitGoIntoFileAndSname() {
        var options = DhcpOptions.builder()
                .add(OptionCode.DOMAIN_NAME, "d".repeat(40))
                .add(OptionCode.BOOT_FILE_NAME, "b".repeat(120))
                .add(OptionCode.HOST_NAME, "h".repeat(60));
        var bytes = encoded(packet(options), 300);
        assertThat(bytes).hasSize(300);
        assertThat(Arrays.copyOfRange(bytes, OPTIONS, OPTIONS + 3)).containsExactly(52, 1, 3);
        assertThat(bytes[FILE]).isEqualTo((byte) OptionCode.BOOT_FILE_NAME);
        assertThat(bytes[FILE + 122]).isEqualTo((byte) 255);
        assertThat(bytes[SNAME]).isEqualTo((byte) OptionCode.HOST_NAME);
        assertThat(decoded(bytes).options().all())
                .containsExactlyInAnyOrderElementsOf(packet(options).options().all());
    }

    @Test
    void bootFileKeepsItsField() {
        var options = DhcpOptions.builder()
                .add(OptionCode.DOMAIN_NAME, "d".repeat(40))
                .add(OptionCode.HOST_NAME, "h".repeat(50));
        var bytes = encoded(SamplePackets.withTexts(packet(options), "", "pxelinux.0"), 300);
        assertThat(Arrays.copyOfRange(bytes, OPTIONS, OPTIONS + 3)).containsExactly(52, 1, 2);
        assertThat(decoded(bytes).file()).isEqualTo("pxelinux.0");
        assertThat(decoded(bytes)
                        .options()
                        .get(OptionCode.HOST_NAME)
                        .orElseThrow()
                        .length())
                .isEqualTo(50);
    }

    @Test
    void longValueGoesOnInTheNextField() {
        var value = new byte[200];
        new Random(3).nextBytes(value);
        var packet = packet(DhcpOptions.builder().add(224, Octets.of(value)));
        var bytes = encoded(packet, 300);
        assertThat(bytes).hasSize(300);
        assertThat(decoded(bytes)).isEqualTo(packet);
    }

    @Test
    void relayInformationIsLastInTheOptionsField() {
        var agent = Octets.of(new byte[40]);
        var options = DhcpOptions.builder()
                .add(OptionCode.RELAY_AGENT_INFO, agent)
                .add(OptionCode.DOMAIN_NAME, "d".repeat(100))
                .add(OptionCode.HOST_NAME, "h".repeat(20));
        var bytes = encoded(packet(options), 300);
        var read = decoded(bytes);
        assertThat(read.options().all()).hasSize(4);
        int last = OPTIONS + 3 + 3;
        assertThat(Arrays.copyOfRange(bytes, last, last + 2)).containsExactly(82, 40);
        assertThat(bytes[last + 42]).isEqualTo((byte) 255);
    }

    @Test
    void whatFitsNowhereIsLeftOut() {
        var options = DhcpOptions.builder()
                .add(OptionCode.SERVER_ID, Ipv4.parse("10.0.0.1"))
                .add(224, Octets.of(new byte[400]))
                .add(OptionCode.HOST_NAME, "node");
        assertThat(decoded(encoded(packet(options), 300)).options().all())
                .extracting(DhcpOptions.Option::code)
                .isEqualTo(List.of(OptionCode.MESSAGE_TYPE, OptionCode.SERVER_ID, OptionCode.HOST_NAME));
    }

    private static DhcpPacket packet(DhcpOptions.Builder options) {
        return SamplePackets.request(MessageType.ACK, MAC, options);
    }
}
