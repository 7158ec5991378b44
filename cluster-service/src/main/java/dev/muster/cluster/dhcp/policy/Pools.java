package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.SubOptions;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.model.cluster.DhcpMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The pools of all subnets, and which of them a packet belongs to.
record Pools(List<AddressPool> all) {
    /// In option 82 (RFC 3527): the client's link, where it is not the one of giaddr.
    private static final int LINK_SELECTION = 5;

    Pools {
        all = List.copyOf(all);
    }

    static Pools of(List<Subnet> subnets, Leases leases, Pools before, Instant now) throws InvalidDhcpConfig {
        var pools = new ArrayList<AddressPool>();
        for (var subnet : subnets) {
            for (var other : pools) {
                if (other.subnet().whole().overlaps(subnet.whole())) {
                    throw new InvalidDhcpConfig("subnets " + other.subnet() + " and " + subnet + " overlap");
                }
            }
            pools.add(new AddressPool(subnet));
        }
        var found = new Pools(pools);
        leases.all().stream()
                .sorted(Comparator.comparing(Lease::granted))
                .forEach(lease -> found.containing(lease.address()).ifPresent(pool -> pool.restore(lease)));
        for (Quarantine quarantine : leases.quarantines()) {
            if (quarantine.isActive(now)) {
                found.containing(quarantine.address()).ifPresent(pool -> pool.restore(quarantine));
            }
        }
        for (var pool : pools) {
            before.all.forEach(old -> pool.restore(old, now));
        }
        return found;
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

    private Optional<AddressPool> containing(Ipv4 address) {
        return all.stream().filter(pool -> pool.subnet().contains(address)).findFirst();
    }
}
