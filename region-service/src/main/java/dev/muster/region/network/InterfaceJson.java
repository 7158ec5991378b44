package dev.muster.region.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cluster interface as API 1.0 shows it, and Muster's own fields after those.
///
/// @param management 0 unmanaged, 1 DHCP, 2 DHCP and DNS
/// @param v6 null where the subnet is not served over IPv6
public record InterfaceJson(
        String name,
        String ip,
        int management,
        @JsonProperty("interface") String interfaceName,
        @JsonProperty("subnet_mask") String subnetMask,
        @JsonProperty("broadcast_ip") String broadcastIp,
        @JsonProperty("router_ip") String routerIp,
        @JsonProperty("ip_range_low") String rangeLow,
        @JsonProperty("ip_range_high") String rangeHigh,
        @JsonProperty("static_ip_range_low") String staticRangeLow,
        @JsonProperty("static_ip_range_high") String staticRangeHigh,
        List<String> dns,
        List<String> ntp,
        String domain,
        @JsonProperty("lease_seconds") int leaseSeconds,
        String cidr,
        @JsonProperty("dhcp_mode") DhcpMode mode,
        @JsonProperty("dhcp_identity") DhcpIdentity identity,
        @JsonProperty("dhcp_bootp") boolean bootp,
        @JsonProperty("dhcp_ranges") List<DhcpRange> ranges,
        @JsonProperty("dhcp_hosts") List<DhcpHost> hosts,
        @JsonProperty("dhcp_options") Map<String, String> options,
        @JsonProperty("firmware_lease_seconds") int firmwareLeaseSeconds,
        @JsonProperty("dhcp6") @Nullable Dhcp6Service v6) {

    public static InterfaceJson of(Subnet subnet) {
        Optional<Ipv4Network> network = Ipv4Network.parse(subnet.cidr());
        return new InterfaceJson(
                subnet.name(),
                subnet.server(),
                subnet.management().number(),
                subnet.interfaceName(),
                network.map(Ipv4Network::maskText).orElse(""),
                network.map(Ipv4Network::broadcast).map(Ipv4::text).orElse(""),
                subnet.routers().isEmpty() ? "" : subnet.routers().getFirst(),
                subnet.rangeLow(),
                subnet.rangeHigh(),
                "",
                "",
                subnet.dns(),
                subnet.ntp(),
                subnet.domain(),
                subnet.leaseSeconds(),
                subnet.cidr(),
                subnet.service().mode(),
                subnet.service().identity(),
                subnet.service().bootp(),
                subnet.service().ranges(),
                subnet.service().hosts(),
                subnet.service().options(),
                subnet.service().firmwareLeaseSeconds(),
                subnet.service().v6());
    }
}
