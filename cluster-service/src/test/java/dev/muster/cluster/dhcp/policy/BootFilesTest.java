package dev.muster.cluster.dhcp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootFilesTest {
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");

    private final BootFiles files = BootFiles.at(5248);

    @ParameterizedTest
    @CsvSource({
        "0x00, pxelinux.0, ''",
        "0x07, bootx64.efi, ''",
        "0x09, bootx64.efi, ''",
        "0x0b, bootaa64.efi, ''",
        "0x0c, bootppc64.bin, ''",
        "0x0e, pxelinux.0, ppc64el/",
        "0x06, bootia32.efi, ''",
        "0x0a, bootarm.efi, ''",
        "0x0f, http://10.0.0.1:5248/images/ipxe-i386.efi, ''",
        "0x10, http://10.0.0.1:5248/images/ipxe.efi, ''",
        "0x13, http://10.0.0.1:5248/images/ipxe-arm64.efi, ''",
        "0x1f, boots390x.bin, s390x/",
        "0x20, boots390x.bin, s390x_partition/",
        "0x16, pxelinux.0, ''"
    })
    void eachArchitectureHasItsLoader(String arch, String file, String prefix) {
        assertThat(files.forClient(of(Integer.decode(arch)), SERVER)).contains(new BootFiles.BootFile(file, prefix));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1b, 0x1c, 0x27, 0x28, 0x29, 0x63})
    void whereNoLoaderFitsThereIsNone(int arch) {
        assertThat(files.forClient(of(arch), SERVER)).isEmpty();
        var own = new BootFiles(5248, "", true, Map.of(arch, "own.efi"));
        assertThat(own.forClient(of(arch), SERVER)).contains(new BootFiles.BootFile("own.efi", ""));
    }

    @Test
    void clientWithoutArchitectureIsABios() {
        assertThat(name(files.forClient(of(), SERVER))).isEqualTo("pxelinux.0");
    }

    @Test
    void firstKnownArchitectureCounts() {
        assertThat(name(files.forClient(of(99, 7), SERVER))).isEqualTo("bootx64.efi");
    }

    @Test
    void pathPrefixIsTheOperatorsChoice() {
        var prefixed = new BootFiles(5248, "/tftp/", true, Map.of());
        assertThat(prefixed.forClient(of(7), SERVER).orElseThrow().pathPrefix()).isEqualTo("/tftp/");
    }

    @Test
    void ipxeGetsAScriptWhateverItsArchitecture() {
        assertThat(name(files.forClient(new BootClient(List.of(0), true, ""), SERVER)))
                .isEqualTo("http://10.0.0.1:5248/ipxe.cfg");
    }

    @Test
    void ipxeIsAsAnyOtherClientWhereTheOperatorWantsIt() {
        var plain = new BootFiles(5248, "", false, Map.of());
        assertThat(name(plain.forClient(new BootClient(List.of(0), true, ""), SERVER)))
                .isEqualTo("pxelinux.0");
    }

    @Test
    void operatorsChoiceGoesBeforeTheUsualLoader() {
        var own = new BootFiles(5248, "", true, Map.of(7, "efi64/syslinux.efi"));
        assertThat(name(own.forClient(of(7), SERVER))).isEqualTo("efi64/syslinux.efi");
        assertThat(name(own.forClient(of(9), SERVER))).isEqualTo("bootx64.efi");
    }

    @Test
    void besideSomebodyElsesServerUefiGetsIpxeUnlessTheOperatorChose() {
        assertThat(name(files.forProxied(of(7), SERVER))).isEqualTo("snponly.efi");
        assertThat(name(files.forProxied(of(0), SERVER))).isEqualTo("pxelinux.0");
        assertThat(name(files.forProxied(new BootClient(List.of(7), true, ""), SERVER)))
                .isEqualTo("http://10.0.0.1:5248/ipxe.cfg");
        var shim = new BootFiles(5248, "", true, Map.of(7, "bootx64.efi"));
        assertThat(name(shim.forProxied(of(7), SERVER))).isEqualTo("bootx64.efi");
        var withoutScripts = new BootFiles(5248, "", false, Map.of());
        assertThat(name(withoutScripts.forProxied(of(7), SERVER))).isEqualTo("bootx64.efi");
    }

    @Test
    void onlyAnIpxeThatFetchesOverHttpIsOne() {
        var name = Octets.ascii("iPXE");
        assertThat(BootClient.of(request(name, Octets.of(new byte[] {19, 1, 1})))
                        .ipxe())
                .isTrue();
        assertThat(BootClient.of(request(name, Octets.of(new byte[] {17, 1, 1})))
                        .ipxe())
                .isFalse();
        assertThat(BootClient.of(request(Octets.ascii("gPXE"), Octets.of(new byte[] {19, 1, 1})))
                        .ipxe())
                .isFalse();
    }

    private static DhcpPacket request(Octets userClass, Octets features) {
        var options =
                DhcpOptions.builder().add(OptionCode.USER_CLASS, userClass).add(OptionCode.ETHERBOOT, features);
        return ClientRequests.pxe(MessageType.DISCOVER, MacAddress.of("52:54:00:12:34:56"), options);
    }

    private static BootClient of(Integer... archs) {
        return new BootClient(List.of(archs), false, "");
    }

    private static String name(Optional<BootFiles.BootFile> file) {
        return file.orElseThrow().name();
    }

    @Test
    void ipxeIsKnownByItsUserClassInEitherForm() {
        var http = Octets.of((byte) 19, (byte) 1, (byte) 1);
        assertThat(isIpxe("\4iPXE", http)).isTrue();
        assertThat(isIpxe("\3lab\4iPXE", http)).isTrue();
        assertThat(isIpxe("\4iPXE\11", http)).isFalse();
        assertThat(isIpxe("\5iPXE", http)).isFalse();
        assertThat(isIpxe("\0\4iPXE", http)).isFalse();
    }

    private static boolean isIpxe(String userClass, Octets features) {
        return BootClient.of(request(Octets.ascii(userClass), features)).ipxe();
    }
}
