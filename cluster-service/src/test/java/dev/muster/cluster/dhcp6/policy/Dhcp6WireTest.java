package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.MalformedDhcp6Packet;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What clients send that few do, octet by octet, and the right answer, read back from its octets.
class Dhcp6WireTest extends Dhcp6PolicyFixture {
    private static final String SOLICIT = """
            01 123456
            0001 000a 0003 0001 027700000001
            0003 000c 00000001 00000000 00000000
            """;

    /// RFC 8415 21.16: Intel's number, then texts that each have their length before them.
    @Test
    void vendorClassNamesTheArchitectureWhereOption61DoesNot() throws Exception {
        assertThat(url(SOLICIT + vendorClass("PXEClient:Arch:00007:UNDI:003016")))
                .isEqualTo("tftp://[fd00:77::1]/bootx64.efi");
        assertThat(url(SOLICIT + vendorClass("HTTPClient:Arch:00016:UNDI:003016")))
                .isEqualTo("http://[fd00:77::1]:5248/images/ipxe.efi");
        assertThat(url(SOLICIT + vendorClass("MSFT 5.0"))).isEmpty();
        assertThat(url(SOLICIT + "003d 0002 000b" + vendorClass("PXEClient:Arch:00007:UNDI:003016")))
                .isEqualTo("tftp://[fd00:77::1]/bootaa64.efi");
    }

    @Test
    void architectureWithoutALoaderIsNamed() throws Exception {
        assertThat(offer(SOLICIT + "003d 0002 001b").unbootable()).isEqualTo("RISC-V 64-bit UEFI (27)");
        assertThat(offer(SOLICIT + "003d 0002 0000").unbootable()).isEqualTo("x86 BIOS (0)");
        assertThat(offer(SOLICIT + "003d 0002 0007").unbootable()).isEmpty();
        assertThat(offer(SOLICIT).unbootable()).isEmpty();
    }

    /// As over IPv4, a port is known by the Ethernet address that belongs to its GUID.
    @Test
    void infinibandPortIsKnownByItsGuid() throws Exception {
        String rest = "0003 000c 00000001 00000000 00000000";
        assertThat(offer("01 123456 0001 0018 0003 0020 80000208 fe80000000000000 0002c90300aabbcc" + rest)
                        .mac())
                .isEqualTo(MacAddress.of("00:02:c9:aa:bb:cc"));
        assertThat(offer("01 123456 0001 0010 0001 0020 2a2b2c2d 0002c90300aabbcc" + rest)
                        .mac())
                .isEqualTo(MacAddress.of("00:02:c9:aa:bb:cc"));
        assertThat(offer("01 123456 0001 0008 0003 0020 aabbccdd" + rest).mac()).isNull();
    }

    private static String vendorClass(String text) {
        return "0010 %04x 00000157 %04x".formatted(6 + text.length(), text.length())
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String url(String request) throws MalformedDhcp6Packet {
        return Dhcp6Packet.decode(ByteBuffer.wrap(offer(request).answer().encode()))
                .bootFileUrl()
                .orElse("");
    }

    private Decision.Offer offer(String request) throws MalformedDhcp6Packet {
        var bytes = HexFormat.of().parseHex(request.replaceAll("\\s", ""));
        return (Decision.Offer) on(Dhcp6Packet.decode(ByteBuffer.wrap(bytes)));
    }
}
