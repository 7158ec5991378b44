package dev.muster.cluster.ra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.network.Ipv6Prefix;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvertisementTest {
    @Test
    void nothingIsSaidInSixteenOctets() {
        assertThat(HexFormat.of().formatHex(Advertisement.NOTHING.toBytes()))
                .isEqualTo("86000000" + "0000" + "0000" + "0000000000000000");
        assertThat(Advertisement.NOTHING.isKept()).isFalse();
    }

    @Test
    void managedNetworksAreNearAndNoAddressIsMadeOfThem() {
        var prefix = Ipv6Prefix.of("fd00:77::/64");
        var said = new Advertisement(true, Duration.ofMinutes(30), List.of(prefix));
        assertThat(HexFormat.of().formatHex(said.toBytes()))
                .isEqualTo("86000000" + "00c0" + "0708" + "0000000000000000" + "03044080" + "00015180" + "00015180"
                        + "00000000" + "fd000077000000000000000000000000");
        assertThat(said.isKept()).isTrue();
    }

    @Test
    void whatOneSubnetOfAnInterfaceSaysIsSaid() {
        var one = new Advertisement(true, Duration.ZERO, List.of(Ipv6Prefix.of("fd00:1::/64")));
        var other = new Advertisement(
                false, Duration.ofSeconds(9), List.of(Ipv6Prefix.of("fd00:1::/64"), Ipv6Prefix.of("fd00:2::/64")));
        assertThat(one.and(other))
                .isEqualTo(new Advertisement(
                        true,
                        Duration.ofSeconds(9),
                        List.of(Ipv6Prefix.of("fd00:1::/64"), Ipv6Prefix.of("fd00:2::/64"))));
        assertThat(one.and(Advertisement.NOTHING)).isEqualTo(one);
    }
}
