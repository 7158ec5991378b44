package dev.muster.cluster.dhcp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootFilesTest {
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");

    private final BootFiles files = new BootFiles(5248, "");

    @ParameterizedTest
    @CsvSource({
        "0x00, pxelinux.0, ''",
        "0x07, bootx64.efi, ''",
        "0x09, bootx64.efi, ''",
        "0x0b, bootaa64.efi, ''",
        "0x0c, bootppc64.bin, ''",
        "0x0e, pxelinux.0, ppc64el/",
        "0x10, http://10.0.0.1:5248/images/bootx64.efi, ''",
        "0x63, pxelinux.0, ''"
    })
    void eachArchitectureHasItsLoader(String arch, String file, String prefix) {
        assertThat(files.forClient(List.of(Integer.decode(arch)), SERVER))
                .isEqualTo(new BootFiles.BootFile(file, prefix));
    }

    @Test
    void clientWithoutArchitectureIsABios() {
        assertThat(files.forClient(List.of(), SERVER).name()).isEqualTo("pxelinux.0");
    }

    @Test
    void firstKnownArchitectureCounts() {
        assertThat(files.forClient(List.of(99, 7), SERVER).name()).isEqualTo("bootx64.efi");
    }

    @Test
    void pathPrefixIsTheOperatorsChoice() {
        var prefixed = new BootFiles(5248, "/tftp/");
        assertThat(prefixed.forClient(List.of(7), SERVER).pathPrefix()).isEqualTo("/tftp/");
    }
}
