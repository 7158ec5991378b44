package dev.muster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTest {
    /// The examples of RFC 5952 4, and the ends.
    @ParameterizedTest
    @CsvSource({
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::A, 2001:db8::a",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fd00:1:2:3:0:0:0:0, fd00:1:2:3::",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void isReadInAnySpellingAndWrittenInOne(String text, String normal) {
        var address = Ipv6Address.of(text);
        assertThat(address).hasToString(normal);
        assertThat(Ipv6Address.of(normal)).isEqualTo(address);
        assertThat(Ipv6Address.of(address.toInet())).isEqualTo(address);
        assertThat(Ipv6Address.ofBytes(address.toBytes())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "fe80::1%eth0", "::ffff:10.0.0.1", "1:2:3", "[::1]", "g::1", "a host"})
    void anythingElseIsNone(String text) {
        assertThat(Ipv6Address.parse(text)).isEmpty();
        assertThatThrownBy(() -> Ipv6Address.of(text)).hasMessageContaining("'" + text + "'");
    }

    @Test
    void isOrderedAsUnsignedAndCountsUp() {
        assertThat(Ipv6Address.of("fd00::")).isGreaterThan(Ipv6Address.of("7d00::"));
        assertThat(Ipv6Address.of("::ffff:ffff:ffff:ffff").next()).hasToString("0:0:0:1::");
        assertThat(Ipv6Address.of("fd00::ffff:ffff:ffff:fff0")
                        .plus(32)
                        .minus(Ipv6Address.of("fd00::ffff:ffff:ffff:fff0")))
                .isEqualTo(32);
        assertThat(Ipv6Address.of("fe80::1").isLinkLocal()).isTrue();
        assertThat(Ipv6Address.of("fec0::1").isLinkLocal()).isFalse();
    }

    @Test
    void addressesAreCountedAcrossBothHalves() {
        var first = Ipv6Address.of("fd00::ffff:ffff:ffff:fff0");
        assertThat(first.countTo(first)).isEqualTo(1);
        assertThat(first.countTo(Ipv6Address.of("fd00:0:0:1::f"))).isEqualTo(32);
        assertThat(Ipv6Address.of("fd00:0:0:1::f").countTo(first)).isNegative();
        assertThat(Ipv6Address.of("fd00::").countTo(Ipv6Address.of("fd00::ffff")))
                .isEqualTo(65_536);
    }

    @Test
    void aPrefixKnowsItsAddresses() {
        assertThat(Ipv6Prefix.of("fd00:1:2:3::9/64")).hasToString("fd00:1:2:3::/64");
        assertThat(Ipv6Prefix.of("fd00::/64").contains(Ipv6Address.of("fd00::ffff")))
                .isTrue();
        assertThat(Ipv6Prefix.of("fd00::/64").contains(Ipv6Address.of("fd00:0:0:1::")))
                .isFalse();
        assertThat(Ipv6Prefix.of("fd00::8000/113").contains(Ipv6Address.of("fd00::7fff")))
                .isFalse();
        assertThat(Ipv6Prefix.of("fd00::1/128").contains(Ipv6Address.of("fd00::1")))
                .isTrue();
        assertThat(Ipv6Prefix.of("8000::/1").contains(Ipv6Address.of("fd00::1")))
                .isTrue();
        assertThat(Ipv6Prefix.of("fd00::/16").overlaps(Ipv6Prefix.of("fd00:1::/64")))
                .isTrue();
        assertThat(Ipv6Prefix.parse("fd00::")).isEmpty();
        assertThat(Ipv6Prefix.parse("fd00::/0")).isEmpty();
        assertThat(Ipv6Prefix.parse("fd00::/129")).isEmpty();
    }
}
