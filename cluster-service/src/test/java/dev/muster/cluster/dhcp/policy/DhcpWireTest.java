package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.packet;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.OptionCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients and relays send that few do, octet by octet, and the right answer, read back from its octets.
class DhcpWireTest extends DhcpPolicyFixture {
    private static final String DISCOVER = "350101";

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
        assertThat(sent(offer(on(ethernet(DISCOVER + option60("PXEClient:Arch:7"))))).file())
                .isEqualTo("pxelinux.0");
        assertThat(sent(offer(on(ethernet(DISCOVER + "5d020000" + option60("PXEClient:Arch:00007:UNDI:003016")))))
                        .file())
                .isEqualTo("pxelinux.0");
    }

    private static String option60(String text) {
        return "3c%02x".formatted(text.length()) + HexFormat.of().formatHex(text.getBytes(US_ASCII));
    }

    private static DhcpPacket ethernet(String options) {
        return ethernet("00000000", "00000000", options);
    }

    private static DhcpPacket ethernet(String ciaddr, String giaddr, String options) {
        return decoded(packet(
                "01010600 5e1ac2d7 0000 0000" + ciaddr + "00000000 00000000" + giaddr + "02000000000a" + "00".repeat(10),
                options + "ff"));
    }

    /// As the client reads it.
    private static DhcpPacket sent(Answer answer) {
        var room = ByteBuffer.allocate(answer.maxBytes());
        answer.packet().encode(room, answer.maxBytes());
        return decoded(Arrays.copyOf(room.array(), room.position()));
    }
}
