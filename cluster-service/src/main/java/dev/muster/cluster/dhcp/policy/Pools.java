package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.SubOptions;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.LeaseGrouping;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.model.cluster.DhcpMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The pools of all subnets, and which of them a packet belongs to.
final class Pools implements LeaseGrouping {
    static final Pools NONE = new Pools(List.of(), new TreeMap<>());

    /// In option 82 (RFC 3527): the client's link, where it is not the one of giaddr.
    private static final int LINK_SELECTION = 5;

    private final List<AddressPool> all;
    private final NavigableMap<Ipv4, AddressPool> byLowest;

    private Pools(List<AddressPool> all, NavigableMap<Ipv4, AddressPool> byLowest) {
        this.all = List.copyOf(all);
        this.byLowest = byLowest;
    }

    /// @throws InvalidDhcpConfig if two subnets overlap
    static Pools of(List<Subnet> subnets, Leases leases) throws InvalidDhcpConfig {
        var byLowest = new TreeMap<Ipv4, AddressPool>();
        var pools = new ArrayList<AddressPool>();
        for (var subnet : subnets) {
            var below = byLowest.floorEntry(subnet.whole().high());
            if (below != null && below.getValue().subnet().whole().overlaps(subnet.whole())) {
                throw new InvalidDhcpConfig("subnets " + below.getValue().subnet() + " and " + subnet + " overlap");
            }
            var pool = new AddressPool(subnet, leases, pools.size());
            pools.add(pool);
            byLowest.put(subnet.whole().low(), pool);
        }
        return new Pools(pools, byLowest);
    }

    @Override
    public List<AddressPool> groups() {
        return all;
    }

    @Override
    public int groupOf(Ipv4 address) {
        return containing(address)
                .filter(pool -> pool.isDynamic(address))
                .map(AddressPool::group)
                .orElse(OTHER);
    }

    /// A lease without end counts only where its client may still have one: after the operator took that away, it
    /// ends as everybody's would have.
    @Override
    public Instant endOf(Lease infinite) {
        return containing(infinite.address())
                .filter(pool -> !pool.mayHaveForever(infinite.mac(), infinite.address()))
                .map(pool -> infinite.granted().plus(pool.subnet().leaseTime()))
                .orElse(Lease.NEVER);
    }

    /// A relay says which subnet: by its link selection (RFC 3527), the client's own selection (RFC 3011), or its
    /// address. A client without one is on the interface that heard it.
    Optional<AddressPool> forRequest(DhcpPacket request, String interfaceName) {
        if (request.isRelayed()) {
            return containing(link(request));
        }
        var claimed = request.ciaddr().isZero() ? request.requestedAddress().orElse(Ipv4.ANY) : request.ciaddr();
        // a client behind a relay renews without it, straight to the server
        return containing(claimed)
                .filter(pool -> isHere(pool, interfaceName)
                        || (!pool.subnet().isLocal() && !request.ciaddr().isZero()))
                .or(() -> local(interfaceName).stream().findFirst());
    }

    List<AddressPool> local(String interfaceName) {
        return all.stream().filter(pool -> isHere(pool, interfaceName)).toList();
    }

    /// Where only boot files are given; a client that has its address yet may also come from behind a router.
    Optional<AddressPool> proxy(String interfaceName, Ipv4 client) {
        var proxies = local(interfaceName).stream()
                .filter(pool -> pool.subnet().mode() == DhcpMode.PROXY)
                .toList();
        return proxies.stream()
                .filter(pool -> pool.subnet().contains(client))
                .findFirst()
                .or(() -> proxies.stream().findFirst());
    }

    private static boolean isHere(AddressPool pool, String interfaceName) {
        return pool.subnet().isLocal() && pool.subnet().interfaceName().equals(interfaceName);
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
        return containing(address).map(AddressPool::subnet);
    }

    private Optional<AddressPool> containing(Ipv4 address) {
        return Optional.ofNullable(byLowest.floorEntry(address))
                .map(Map.Entry::getValue)
                .filter(pool -> pool.subnet().contains(address));
    }
}
