package dev.muster.region.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetCheckTest {
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");

    private static Subnet subnet(String cidr, String server, String low, String high) {
        return subnet(cidr, server, low, high, DhcpService.DEFAULT);
    }

    private static Subnet subnet(String cidr, String server, String low, String high, DhcpService service) {
        return new Subnet(
                "eth1",
                "eth1",
                cidr,
                server,
                Management.DHCP,
                low,
                high,
                List.of(),
                List.of(),
                List.of(),
                "",
                600,
                service);
    }

    private static Map<String, List<String>> complaints(DhcpService service) {
        return SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.1", "10.0.0.100", "10.0.0.199", service));
    }

    private static DhcpService with(List<DhcpRange> ranges, List<DhcpHost> hosts, Map<String, String> options) {
        return new DhcpService(DhcpMode.FULL, false, ranges, hosts, options, 0);
    }

    @Test
    void aProxyNeedsNoRangeAndARelaysSubnetNoAddressInside() {
        var proxy = DhcpService.in(DhcpMode.PROXY);
        assertThat(SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.1", "", "", proxy)))
                .isEmpty();
        var relay = DhcpService.in(DhcpMode.RELAY);
        assertThat(SubnetCheck.complaints(subnet("10.9.0.0/24", "10.0.0.1", "10.9.0.10", "10.9.0.20", relay)))
                .isEmpty();
        assertThat(SubnetCheck.complaints(subnet("10.9.0.0/24", "10.0.0.1", "", "", relay)))
                .containsOnlyKeys("ip_range_low");
    }

    @Test
    void rangesHostsAndOptionsThatMakeNoSenseAreNamed() {
        var good = new DhcpRange("10.0.0.10", "10.0.0.20", true, Map.of("routers", "10.0.0.1"));
        var overlapping = new DhcpRange("10.0.0.20", "10.0.0.30", false, Map.of());
        var outside = new DhcpRange("10.0.1.20", "10.0.1.30", false, Map.of("nosuch", ""));
        var host = new DhcpHost(MAC, "10.0.0.50", "web-1", Map.of());
        assertThat(complaints(with(List.of(good), List.of(host), Map.of("ntp-servers", "10.0.0.3"))))
                .isEmpty();
        assertThat(complaints(with(List.of(good, overlapping), List.of(), Map.of())))
                .containsOnlyKeys("dhcp_ranges");
        assertThat(complaints(with(List.of(outside), List.of(), Map.of())).get("dhcp_ranges"))
                .hasSize(2);
        var wrong = new DhcpHost(MAC, "10.0.1.50", "no name", Map.of("53", "hex:01"));
        assertThat(complaints(with(List.of(), List.of(host, wrong), Map.of())).get("dhcp_hosts"))
                .hasSize(4);
        assertThat(complaints(with(List.of(), List.of(), Map.of("routers", "x"))))
                .containsOnlyKeys("dhcp_options");
    }

    @Test
    void aServiceOverIpv6IsCheckedKeyByKey() {
        var good = new Dhcp6Service(
                "fd00:1::/64",
                "fd00:1::1",
                "fd00:1::1000",
                "fd00:1::1fff",
                List.of("fd00:1::1"),
                Map.of("fd00:1::50", MAC),
                0,
                0,
                true,
                1800);
        assertThat(complaints(DhcpService.DEFAULT.withV6(good))).isEmpty();
        var wrong = new Dhcp6Service(
                "fd00:1::/64",
                "fd00:2::1",
                "fd00:1::1fff",
                "fd00:1::1000",
                List.of("10.0.0.1"),
                Map.of("fd00:1::50", MAC, "fd00:1::51", MAC, "fd00:2::52", MacAddress.of("02:00:00:00:00:01")),
                -1,
                30,
                false,
                9001);
        assertThat(complaints(DhcpService.DEFAULT.withV6(wrong)).get("dhcp6"))
                .extracting(complaint -> complaint.substring(0, complaint.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "server",
                        "range_high",
                        "reservations",
                        "reservations",
                        "dns",
                        "valid_seconds",
                        "preferred_seconds",
                        "router_lifetime_seconds");
        var own = Dhcp6Service.of("fd00:1::/64", "fd00:1::1", "fd00:1::1", "fd00:1::9", List.of());
        assertThat(complaints(DhcpService.DEFAULT.withV6(own)).get("dhcp6"))
                .singleElement()
                .asString()
                .contains("own address");
        var largest = Dhcp6Service.of("fd00:1::/64", "fd00:1::1", "fd00:1::1:0", "fd00:1::1:ffff", List.of());
        assertThat(complaints(DhcpService.DEFAULT.withV6(largest))).isEmpty();
        var tooLarge = Dhcp6Service.of("fd00:1::/64", "fd00:1::1", "fd00:1::1:0", "fd00:1::2:0", List.of());
        assertThat(complaints(DhcpService.DEFAULT.withV6(tooLarge)).get("dhcp6"))
                .containsExactly("range_high: the range has more than 65536 addresses.");
        var none = Dhcp6Service.of("10.0.0.0/24", "", "", "", List.of());
        assertThat(complaints(DhcpService.DEFAULT.withV6(none)).get("dhcp6"))
                .singleElement()
                .asString()
                .contains("prefix");
    }

    @Test
    void anUnmanagedSubnetIsNotServedOverIpv6Either() {
        var v6 = Dhcp6Service.of("fd00:1::/64", "fd00:1::1", "fd00:1::1000", "fd00:1::1fff", List.of());
        var managed = subnet(
                "10.0.0.0/24", "10.0.0.1", "", "", DhcpService.in(DhcpMode.OFF).withV6(v6));
        assertThat(SubnetCheck.complaints(managed)).isEmpty();
        assertThat(managed.toConfig(Map.of()).mode()).isEqualTo(DhcpMode.OFF);
        assertThat(managed.toConfig(Map.of()).service().v6()).isEqualTo(v6);
        assertThat(Subnet.of(managed.toConfig(Map.of()))).isEqualTo(managed);
        var unmanaged = new Subnet(
                "eth1",
                "eth1",
                "10.0.0.0/24",
                "10.0.0.1",
                Management.UNMANAGED,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                "",
                600,
                managed.service());
        assertThat(unmanaged.toConfig(Map.of()).service().v6()).isNull();
    }

    @Test
    void aGoodSubnetHasNoComplaints() {
        assertThat(SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.1", "10.0.0.100", "10.0.0.199")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, 10.0.1.1, 10.0.0.100, 10.0.0.199, ip",
        "10.0.0.0/24, 10.0.0.0, 10.0.0.100, 10.0.0.199, ip",
        "10.0.0.0/24, 10.0.0.1, 10.0.1.100, 10.0.0.199, ip_range_low",
        "10.0.0.0/24, 10.0.0.1, 10.0.0.100, 10.0.0.255, ip_range_high",
        "10.0.0.0/24, 10.0.0.1, 10.0.0.199, 10.0.0.100, ip_range_high",
        "10.0.0.0/24, 10.0.0.1, 10.0.0.1, 10.0.0.100, ip_range_low",
        "10.0.0.0/24, 10.0.0.1, 10.0.0.100, '', ip_range_high",
        "10.0.0.0/24, 10.0.0.1, '', '', ip_range_low",
        "10.0.0.0/33, 10.0.0.1, 10.0.0.100, 10.0.0.199, subnet_mask",
        "10.0.0.0, 10.0.0.1, 10.0.0.100, 10.0.0.199, subnet_mask",
        "10.0.0.0/24, 10.0.0.1, 10.0.0.300, 10.0.0.199, ip_range_low"
    })
    void eachFaultNamesItsField(String cidr, String server, String low, String high, String field) {
        assertThat(SubnetCheck.complaints(subnet(cidr, server, low, high))).containsOnlyKeys(field);
    }

    @Test
    void masksAndNetworksAreOneThing() {
        var network = Ipv4Network.of("192.168.7.9", "255.255.252.0").orElseThrow();
        assertThat(network).hasToString("192.168.4.0/22");
        assertThat(network.maskText()).isEqualTo("255.255.252.0");
        assertThat(Ipv4.text(network.broadcast())).isEqualTo("192.168.7.255");
        assertThat(Ipv4Network.of("192.168.7.9", "255.0.255.0")).isEmpty();
    }

    @Test
    void theRestIsCheckedToo() {
        var subnet = new Subnet(
                "eth1",
                " ",
                "10.0.0.0/24",
                "10.0.0.1",
                Management.DHCP,
                "10.0.0.100",
                "10.0.0.199",
                List.of("10.0.0.1", "10.0.1.1"),
                List.of("10.0.0.1", "a name"),
                List.of(),
                "",
                0,
                DhcpService.DEFAULT);
        assertThat(SubnetCheck.complaints(subnet))
                .containsOnlyKeys("interface", "router_ip", "dns", "lease_seconds")
                .containsEntry("router_ip", List.of("'10.0.1.1' is not an address for a machine in 10.0.0.0/24."))
                .containsEntry("dns", List.of("'a name' is not an IPv4 address."));
        assertThat(SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.1", "", "10.0.0.199"))
                        .get("ip_range_low"))
                .containsExactly("A range needs both ends.", "A subnet with DHCP needs a range.");
    }

    @Test
    void clusterStandsBesideItsRange() {
        assertThat(SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.100", "10.0.0.100", "10.0.0.199")))
                .containsEntry(
                        "ip_range_low", List.of("The range 10.0.0.100 - 10.0.0.199 holds the cluster's own address."));
        assertThat(SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.199", "10.0.0.100", "10.0.0.199")))
                .containsOnlyKeys("ip_range_low");
        assertThat(SubnetCheck.complaints(subnet("10.0.0.0/24", "10.0.0.99", "10.0.0.100", "10.0.0.100")))
                .isEmpty();
    }
}
