package dev.muster.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.AttestedCaller;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Topics;
import dev.muster.model.image.ImageName;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What records make of what they are given, and what they show of it.
class RecordsTest {
    private static final MacAddress MAC = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress OTHER = MacAddress.of("52:54:00:00:00:02");

    @Test
    void callerIsToldByTheHeadersThatApply() {
        assertThat(new AttestedCaller("10.0.0.7", Optional.of(MAC), Optional.of(OTHER)).headers())
                .isEqualTo(Map.of(
                        ClusterHeaders.NODE_ADDRESS, "10.0.0.7",
                        ClusterHeaders.NODE_MAC, "52:54:00:00:00:01",
                        ClusterHeaders.NEIGHBOUR_MAC, "52:54:00:00:00:02"));
        assertThat(new AttestedCaller("10.0.0.7", Optional.empty(), Optional.empty()).headers())
                .containsOnlyKeys(ClusterHeaders.NODE_ADDRESS);
    }

    @Test
    void registrationShowsNoSecret() {
        var registration = new ClusterRegistration(new UUID(0, 7), "rack", "s3cret", 5248, List.of());
        assertThat(registration.toString()).contains("rack", "7").doesNotContain("s3cret");
    }

    @Test
    void whatIsGivenIsKept() {
        var options = Map.of("6", "10.0.0.1");
        var range = new DhcpRange("10.0.0.2", "10.0.0.9", true, options);
        assertThat(range.low()).isEqualTo("10.0.0.2");
        assertThat(range.high()).isEqualTo("10.0.0.9");
        assertThat(range.options()).isEqualTo(options);
        var host = new DhcpHost(MAC, "10.0.0.7", "node7", options);
        assertThat(host.address()).isEqualTo("10.0.0.7");
        assertThat(host.hostname()).isEqualTo("node7");
        assertThat(host.options()).isEqualTo(options);
        var six = new Dhcp6Service(
                "fd00::/64", "fd00::1", "fd00::2", "fd00::9", List.of("fd00::53"), Map.of(), 1, 2, true, 3);
        assertThat(six.prefix()).isEqualTo("fd00::/64");
        assertThat(six.server()).isEqualTo("fd00::1");
    }

    @Test
    void whatIsLeftOutIsEmpty() {
        assertThat(new DhcpRange(null, null, false, null)).isEqualTo(new DhcpRange("", "", false, Map.of()));
        assertThat(new DhcpHost(MAC, null, null, null)).isEqualTo(new DhcpHost(MAC, "", "", Map.of()));
        assertThat(new Dhcp6Service(null, null, null, null, null, null, 0, 0, false, 0))
                .isEqualTo(Dhcp6Service.of("", "", "", "", List.of()));
    }

    @Test
    void imageIsNamedAsMaasNamesIt() {
        var image = new ImageName("debian", "amd64", "generic", "bookworm", "release");
        assertThat(image.path()).isEqualTo("debian/amd64/generic/bookworm/release");
        assertThat(image.iscsiName())
                .isEqualTo("iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release");
    }

    @Test
    void namesAreSpelled() {
        assertThat(BootStep.NETWORK.label()).isEqualTo("Network");
        assertThat(Topics.dead(Topics.POWER_RESULT)).isEqualTo("muster.power-result.v1.dead");
        assertThat(Ipv6Address.of("fd00::1").bracketed()).isEqualTo("[fd00::1]");
    }
}
