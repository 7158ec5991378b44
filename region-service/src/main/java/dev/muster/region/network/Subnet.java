package dev.muster.region.network;

import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.network.IpNetworks;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/// A subnet that a cluster serves. Addresses are dotted quads; an empty text is none.
///
/// @param name of the cluster's interface in the API, by default the interface's own
/// @param cidr `10.0.0.0/24`
/// @param server the cluster's address in it; behind a relay, the one that the relay reaches
/// @param service how DHCP is done, if it is managed
public record Subnet(
        String name,
        String interfaceName,
        String cidr,
        String server,
        Management management,
        String rangeLow,
        String rangeHigh,
        List<String> routers,
        List<String> dns,
        List<String> ntp,
        String domain,
        int leaseSeconds,
        DhcpService service) {
    public Subnet {
        routers = List.copyOf(routers);
        dns = List.copyOf(dns);
        ntp = List.copyOf(ntp);
    }

    static Subnet of(SubnetConfig config) {
        return new Subnet(
                config.interfaceName(),
                config.interfaceName(),
                config.cidr(),
                config.server(),
                config.mode() == DhcpMode.OFF && config.service().v6() == null ? Management.UNMANAGED : Management.DHCP,
                config.rangeLow(),
                config.rangeHigh(),
                config.routers(),
                config.dns(),
                config.ntp(),
                config.domain(),
                config.leaseSeconds(),
                config.service());
    }

    /// Whether an address lies in it, of either version of IP.
    public boolean holds(InetAddress address) {
        var v6 = service.v6();
        return IpNetworks.parse(v6 == null ? cidr : cidr + "," + v6.prefix()).contains(address);
    }

    /// The cluster's own addresses in it.
    public boolean isServer(InetAddress address) {
        var v6 = service.v6();
        return IpNetworks.parse(v6 == null ? server : server + "," + v6.server())
                .contains(address);
    }

    /// What the cluster does here.
    DhcpMode mode() {
        return management == Management.UNMANAGED ? DhcpMode.OFF : service.mode();
    }

    /// @param reservations addresses that belong to one card each
    SubnetConfig toConfig(Map<String, MacAddress> reservations) {
        var plain = new SubnetConfig(
                interfaceName,
                cidr,
                server,
                false,
                rangeLow,
                rangeHigh,
                routers,
                dns,
                ntp,
                domain,
                leaseSeconds,
                reservations);
        var served = service.withMode(mode());
        return plain.with(management == Management.UNMANAGED ? served.withV6(null) : served);
    }
}
