package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One subnet that a cluster serves. Addresses are dotted quads.
///
/// @param interfaceName the cluster's network interface in this subnet, `eth1`
/// @param cidr `10.0.0.0/24`
/// @param server the cluster's own address in the subnet
/// @param dhcp whether this cluster gives addresses here; false in `PROXY` too, so that a cluster that does not
///     know the modes gives none either
/// @param rangeLow first address of the dynamic range, or empty if there is none
/// @param rangeHigh last address of the dynamic range, inclusive
/// @param routers default routers; empty for a subnet without a way out
/// @param dns name servers
/// @param ntp time servers
/// @param domain DNS domain, may be empty
/// @param leaseSeconds length of a lease
/// @param reservations addresses that belong to one machine
/// @param service how DHCP is done; absent in JSON for the default
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
        Map<String, MacAddress> reservations,
        DhcpService service) {
    /// No lease is shorter, in seconds.
    public static final int SHORTEST_LEASE = 1;

    public SubnetConfig(
            @JsonProperty("interface") String interfaceName,
            @JsonProperty("cidr") String cidr,
            @JsonProperty("server") String server,
            @JsonProperty("dhcp") boolean dhcp,
            @JsonProperty("range_low") String rangeLow,
            @JsonProperty("range_high") String rangeHigh,
            @JsonProperty("routers") List<String> routers,
            @JsonProperty("dns") List<String> dns,
            @JsonProperty("ntp") List<String> ntp,
            @JsonProperty("domain") String domain,
            @JsonProperty("lease_seconds") int leaseSeconds,
            @JsonProperty("reservations") Map<String, MacAddress> reservations,
            @JsonProperty("service") @Nullable DhcpService service) {
        this.interfaceName = interfaceName;
        this.cidr = cidr;
        this.server = server;
        this.dhcp = dhcp;
        this.rangeLow = rangeLow;
        this.rangeHigh = rangeHigh;
        this.routers = List.copyOf(routers);
        this.dns = List.copyOf(dns);
        this.ntp = List.copyOf(ntp);
        this.domain = domain;
        this.leaseSeconds = leaseSeconds;
        this.reservations = Map.copyOf(reservations);
        this.service = service == null ? DhcpService.DEFAULT : service;
    }

    /// With DHCP as usual.
    public SubnetConfig(
            String interfaceName,
            String cidr,
            String server,
            boolean dhcp,
            String rangeLow,
            String rangeHigh,
            List<String> routers,
            List<String> dns,
            List<String> ntp,
            String domain,
            int leaseSeconds,
            Map<String, MacAddress> reservations) {
        this(
                interfaceName,
                cidr,
                server,
                dhcp,
                rangeLow,
                rangeHigh,
                routers,
                dns,
                ntp,
                domain,
                leaseSeconds,
                reservations,
                DhcpService.DEFAULT);
    }

    /// What the cluster does here.
    public DhcpMode mode() {
        return dhcp || service.mode() == DhcpMode.PROXY ? service.mode() : DhcpMode.OFF;
    }

    public SubnetConfig with(DhcpService other) {
        return new SubnetConfig(
                interfaceName,
                cidr,
                server,
                other.mode() == DhcpMode.FULL || other.mode() == DhcpMode.RELAY,
                rangeLow,
                rangeHigh,
                routers,
                dns,
                ntp,
                domain,
                leaseSeconds,
                reservations,
                other);
    }
}
