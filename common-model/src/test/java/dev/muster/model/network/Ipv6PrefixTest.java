package dev.muster.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/1, 8000::/1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/63, ffff:ffff:ffff:fffe::/63",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/64, ffff:ffff:ffff:ffff::/64",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/65, ffff:ffff:ffff:ffff:8000::/65",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127, ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127",
        "fd00::1/128, fd00::1/128"
    })
    void bitsBehindThePrefixAreIgnored(String text, String normal) {
        assertThat(Ipv6Prefix.of(text)).hasToString(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "::/1, 7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fd00::/63, fd00::1:ffff:ffff:ffff:ffff",
        "fd00::/64, fd00::ffff:ffff:ffff:ffff",
        "fd00::/65, fd00::7fff:ffff:ffff:ffff",
        "fd00::2/127, fd00::3",
        "fd00::1/128, fd00::1"
    })
    void theLastAddressHasAllBitsBehindThePrefixSet(String text, String last) {
        assertThat(Ipv6Prefix.of(text).last()).hasToString(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd00::/0", "fd00::/129", "fd00::", "fd00::/x", "fd00::/-1", "10.0.0.0/8", "/64"})
    void whatIsNoPrefixIsNone(String text) {
        assertThat(Ipv6Prefix.parse(text)).isEmpty();
    }

    @Test
    void prefixesOverlapIfOneIsInTheOther() {
        var wide = Ipv6Prefix.of("fd00::/48");
        var narrow = Ipv6Prefix.of("fd00:0:0:7::/64");
        assertThat(wide.overlaps(narrow)).isTrue();
        assertThat(narrow.overlaps(wide)).isTrue();
        assertThat(narrow.overlaps(Ipv6Prefix.of("fd00:0:0:8::/64"))).isFalse();
        assertThat(wide.contains(Ipv6Address.of("fd00::1"))).isTrue();
        assertThat(wide.contains(Ipv6Address.of("fd00:0:1::"))).isFalse();
    }
}
