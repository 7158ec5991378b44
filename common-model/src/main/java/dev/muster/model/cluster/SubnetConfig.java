package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;

/// One subnet that a cluster serves. Addresses are dotted quads.
///
/// @param interfaceName the cluster's network interface in this subnet, `eth1`
/// @param cidr `10.0.0.0/24`
/// @param server the cluster's own address in the subnet
/// @param dhcp whether this cluster answers DHCP here
/// @param rangeLow first address of the dynamic range, or empty if there is none
/// @param rangeHigh last address of the dynamic range, inclusive
/// @param routers default routers; empty for a subnet without a way out
/// @param dns name servers
/// @param ntp time servers
/// @param domain DNS domain, may be empty
/// @param leaseSeconds length of a lease
/// @param reservations addresses that belong to one machine
public record SubnetConfig(
        @JsonProperty("interface") String interfaceName,
        String cidr,
        String server,
        boolean dhcp,
        @JsonProperty("range_low") String rangeLow,
        @JsonProperty("range_high") String rangeHigh,
        List<String> routers,
        List<String> dns,
        List<String> ntp,
        String domain,
        @JsonProperty("lease_seconds") int leaseSeconds,
        Map<String, MacAddress> reservations) {
    public SubnetConfig {
        routers = List.copyOf(routers);
        dns = List.copyOf(dns);
        ntp = List.copyOf(ntp);
        reservations = Map.copyOf(reservations);
    }
}
