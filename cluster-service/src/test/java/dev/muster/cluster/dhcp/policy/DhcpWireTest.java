package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.packet;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients and relays send that few do, octet by octet, and the right answer, read back from its octets.
class DhcpWireTest extends DhcpPolicyFixture {
    private static final String DISCOVER = "350101";
    private static final String REQUEST = "350103";
    private static final String RELEASE = "350107";

    /// Neither here nor in any subnet that is served.
    private static final Ipv4 RELAY = Ipv4.parse("172.16.0.1");

    @ParameterizedTest
    @CsvSource({
        "5d02 001b, RISC-V 64-bit UEFI (27)",
        "5d02 0027, LoongArch 64-bit UEFI (39)",
        "5d02 0029, ARM rpiboot (41)",
        "5d04 001b 4242, 'RISC-V 64-bit UEFI (27), architecture 16962'",
        "3c20 505845436c69656e743a417263683a30303032373a554e44493a303033303030, RISC-V 64-bit UEFI (27)",
        "3c1b 6f6e69655f76656e646f723a7838365f36342d61636d652d7230 0a, onie_vendor:x86_64-acme-r0?"
    })
    void whereNoLoaderFitsNoBootFileIsOffered(String option, String name) {
        var answer = offer(on(ethernet(DISCOVER + option)));
        var sent = sent(answer);
        assertThat(sent.yiaddr()).isEqualTo(FIRST);
        assertThat(sent.siaddr()).isEqualTo(SERVER);
        assertThat(sent.file()).isEmpty();
        assertThat(codes(sent))
                .contains(OptionCode.TFTP_SERVER_NAME)
                .doesNotContain(OptionCode.BOOT_FILE_NAME, OptionCode.PATH_PREFIX, OptionCode.VENDOR_CLASS);
        assertThat(answer.unbootable()).isEqualTo(name);
    }

    /// RFC 4578 2.1 wants option 93; some ROMs have it in their vendor class alone.
    @Test
    void vendorClassNamesTheArchitectureWhereOption93DoesNot() {
        var answer = offer(on(ethernet(DISCOVER + option60("PXEClient:Arch:00007:UNDI:003016"))));
        assertThat(sent(answer).file()).isEqualTo("bootx64.efi");
        assertThat(answer.unbootable()).isEmpty();
        assertThat(sent(offer(on(ethernet(DISCOVER + option60("PXEClient:Arch:7")))))
                        .file())
                .isEqualTo("pxelinux.0");
        assertThat(sent(offer(on(ethernet(DISCOVER + "5d020000" + option60("PXEClient:Arch:00007:UNDI:003016")))))
                        .file())
                .isEqualTo("pxelinux.0");
    }

    /// RFC 5107: the client sends to the relay whatever it sends.
    @Test
    void relayMayPutItsOwnAddressInPlaceOfTheServers() {
        String override = "520c 0504 0a000000 0b04 0a0000fe";
        var offered = sent(offer(on(relayed(DISCOVER + override))));
        assertThat(offered.serverId()).contains(Ipv4.parse("10.0.0.254"));
        assertThat(offered.siaddr()).isEqualTo(SERVER);
        assertThat(offered.relayAgentInfo()).contains(hex("0504 0a000000 0b04 0a0000fe"));

        var granted = grant(on(relayed(REQUEST + "3604 0a0000fe 3204 0a000064" + override)));
        assertThat(sent(granted.answer()).messageType()).contains(MessageType.ACK);
        assertThat(sent(granted.answer()).serverId()).contains(Ipv4.parse("10.0.0.254"));

        var refused = (Decision.Refuse) on(relayed(REQUEST + "3604 0a0000fe 3204 0a0000c8" + override));
        assertThat(sent(refused.answer()).serverId()).contains(Ipv4.parse("10.0.0.254"));
    }

    @Test
    void relaysAddressNamesUsOnlyWhereTheRelaySaysSo() {
        grant(on(ethernet(REQUEST + "3604 0a000001 3204 0a000064")));
        assertThat(on(ethernet(REQUEST + "3604 0a0000fe 3204 0a000064")))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(on(ethernet(REQUEST + "3604 0a0000fd 3204 0a000064" + "5206 0b04 0a0000fe")))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(on(ethernet(REQUEST + "3604 0a0000fe 3204 0a000064" + "5205 0b03 0a0000")))
                .isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
        assertThat(on(ethernet("0a000064", "00000000", RELEASE + "3604 0a0000fe" + "5206 0b04 0a0000fe")))
                .isInstanceOf(Decision.Released.class);
    }

    /// RFC 3527: the address is of the link that the relay names, the answer goes to the relay.
    @Test
    void relayMayNameTheLinkThatItsOwnAddressIsNotOn() {
        var answer = offer(on(relayed(DISCOVER + "5206 0504 0a000000")));
        assertThat(answer.target()).isEqualTo(new ReplyTarget.Relay(RELAY));
        assertThat(sent(answer).yiaddr()).isEqualTo(FIRST);
        assertThat(sent(answer).giaddr()).isEqualTo(RELAY);
        assertThat(sent(answer).relayAgentInfo()).contains(hex("0504 0a000000"));
        assertThat(on(relayed(DISCOVER + "5206 0504 0a090000"))).isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
        assertThat(on(relayed(DISCOVER + "5205 0503 0a0000"))).isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
    }

    /// RFC 6607: who does not serve virtual networks gives 152 back, by which the relay sees it; who serves them takes
    /// it out.
    @Test
    void virtualSubnetSelectionComesBackWithItsControl() {
        String vss = "9704 00726564" + "9800";
        var answer = offer(on(relayed(DISCOVER + "520e 0504 0a000000" + vss)));
        assertThat(sent(answer).relayAgentInfo()).contains(hex("0504 0a000000" + vss));
    }

    private static String option60(String text) {
        return "3c%02x".formatted(text.length()) + HexFormat.of().formatHex(text.getBytes(US_ASCII));
    }

    private static Octets hex(String text) {
        return Octets.of(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    private static DhcpPacket relayed(String options) {
        return ethernet("00000000", "ac100001", options);
    }

    private static DhcpPacket ethernet(String options) {
        return ethernet("00000000", "00000000", options);
    }

    private static DhcpPacket ethernet(String ciaddr, String giaddr, String options) {
        return decoded(packet(
                "01010600 5e1ac2d7 0000 0000" + ciaddr + "00000000 00000000" + giaddr + "02000000000a"
                        + "00".repeat(10),
                options + "ff"));
    }

    /// As the client reads it.
    private static DhcpPacket sent(Answer answer) {
        var room = ByteBuffer.allocate(answer.maxBytes());
        answer.packet().encode(room, answer.maxBytes());
        return decoded(Arrays.copyOf(room.array(), room.position()));
    }
}
