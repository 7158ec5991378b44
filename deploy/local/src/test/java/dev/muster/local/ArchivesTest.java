package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {
    @Test
    void namesAndNetworksAreToldApart() {
        assertThat(Archives.of(List.of("Public", " deb.Debian.org", ".example.org", "10.1.2.3", "fd00:1::7/64")))
                .isEqualTo(new Archives(
                        true,
                        List.of("deb.debian.org", ".example.org"),
                        List.of(new Network("10.1.2.3", 32), new Network("fd00:1:0:0:0:0:0:0", 64))));
    }

    @Test
    void whatAnotherNameHoldsIsNotNamedAgain() {
        assertThat(Archives.of(List.of("deb.example.org", ".example.org", ".example.org", "example.org", "an.example"))
                        .hosts())
                .containsExactly(".example.org", "an.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "::1",
                "::ffff:127.0.0.1",
                "169.254.169.254",
                "fe80::1",
                "ff02::1",
                "224.0.0.1"
            })
    void noArchiveIsOnTheProxysOwnMachineOrLink(String word) {
        assertThatThrownBy(() -> Archives.of(List.of(word)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word)
                .hasMessageContaining("loopback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.1", "0x7f.1", "2130706433", "10.1.2.3/33", "a b", "a\nacl", "http://a/", "*", "a..b"})
    void whatIsNoArchiveIsRefused(String word) {
        assertThatThrownBy(() -> Archives.of(List.of(word)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + word + "' is not an archive");
    }

    @Test
    void ownNetworksAreThoseOfTheKernel() {
        String output = """
                1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
                1: lo    inet6 ::1/128 scope host \\       valid_lft forever preferred_lft forever
                4: eth0    inet 9.9.9.2/24 brd 9.9.9.255 scope global eth0\\       valid_lft forever
                4: eth0    inet6 fd00::2/64 scope global nodad \\       valid_lft forever preferred_lft forever
                5: ppp0    inet 8.1.0.1 peer 8.2.0.1/32 scope global ppp0\\       valid_lft forever
                """;
        assertThat(OwnNetworks.of(output))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("127.0.0.0/8", "::1/128", "9.9.9.0/24", "fd00::/64", "8.1.0.1/32", "8.2.0.1/32")
                                .map(Network::of)
                                .toList());
    }
}
