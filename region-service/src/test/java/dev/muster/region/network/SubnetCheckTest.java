package dev.muster.region.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetCheckTest {
    private static Subnet subnet(String cidr, String server, String low, String high) {
        return new Subnet(
                "eth1", "eth1", cidr, server, Management.DHCP, low, high, List.of(), List.of(), List.of(), "", 600);
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
}
