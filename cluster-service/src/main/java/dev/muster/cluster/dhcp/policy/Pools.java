package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressGroup;
import dev.muster.cluster.address.SubnetPools;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.SubOptions;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.LeaseGrouping;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.model.cluster.DhcpMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The pools of all subnets, and which of them a packet belongs to.
final class Pools implements LeaseGrouping {
    static final Pools NONE = new Pools(SubnetPools.none());

    /// In option 82 (RFC 3527): the client's link, where it is not the one of giaddr.
    private static final int LINK_SELECTION = 5;

    private final SubnetPools<Ipv4, LeasePool> pools;

    private Pools(SubnetPools<Ipv4, LeasePool> pools) {
        this.pools = pools;
    }

    /// @throws InvalidDhcpConfig if two subnets overlap
    static Pools of(List<Subnet> subnets, Leases leases) throws InvalidDhcpConfig {
        return new Pools(SubnetPools.of(
                subnets, (subnet, group) -> new LeasePool(subnet, leases, group), InvalidDhcpConfig::new));
    }

    @Override
    public List<? extends AddressGroup<Ipv4>> groups() {
        return pools.groups();
    }

    @Override
    public int groupOf(Ipv4 address) {
        return pools.groupOf(address);
    }

    /// A lease without end counts only where its client may still have one: after the operator took that away, it
    /// ends as everybody's would have.
    @Override
    public Instant endOf(Lease infinite) {
        return pools.containing(infinite.address())
                .filter(pool -> !pool.mayHaveForever(infinite.mac(), infinite.address()))
                .map(pool -> infinite.granted().plus(pool.subnet().leaseTime()))
                .orElse(Lease.NEVER);
    }

    /// A relay says which subnet: by its link selection (RFC 3527), the client's own selection (RFC 3011), or its
    /// address. A client without one is on the interface that heard it.
    Optional<LeasePool> forRequest(DhcpPacket request, String interfaceName) {
        if (request.isRelayed()) {
            return pools.containing(link(request));
        }
        var claimed = request.ciaddr().isZero() ? request.requestedAddress().orElse(Ipv4.ANY) : request.ciaddr();
        // a client behind a relay renews without it, straight to the server
        return pools.containing(claimed)
                .filter(pool -> pool.subnet().isOn(interfaceName)
                        || (!pool.subnet().isLocal() && !request.ciaddr().isZero()))
                .or(() -> local(interfaceName).stream().findFirst());
    }

    List<LeasePool> local(String interfaceName) {
        return pools.local(interfaceName);
    }

    /// Where only boot files are given; a client that has its address yet may also come from behind a router.
    Optional<LeasePool> proxy(String interfaceName, Ipv4 client) {
        var proxies = local(interfaceName).stream()
                .filter(pool -> pool.subnet().mode() == DhcpMode.PROXY)
                .toList();
        return proxies.stream()
                .filter(pool -> pool.subnet().contains(client))
                .findFirst()
                .or(() -> proxies.stream().findFirst());
    }

    private static Ipv4 link(DhcpPacket request) {
        return request.relayAgent()
                .flatMap(agent -> linkSelection(agent))
                .or(request::subnetSelection)
                .orElse(request.giaddr());
    }

    private static Optional<Ipv4> linkSelection(SubOptions agent) {
        return agent.get(LINK_SELECTION).filter(link -> link.length() == 4).map(link -> new Ipv4(link.int32At(0)));
    }

    Optional<Subnet> subnetOf(Ipv4 address) {
        return pools.containing(address).map(LeasePool::subnet);
    }
}
