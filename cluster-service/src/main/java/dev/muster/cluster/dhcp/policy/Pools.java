package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The pools of all subnets, and which of them a packet belongs to.
record Pools(List<AddressPool> all) {
    Pools {
        all = List.copyOf(all);
    }

    static Pools of(List<Subnet> subnets, List<Lease> leases, Pools before, Instant now) throws InvalidDhcpConfig {
        var pools = new ArrayList<AddressPool>();
        for (var subnet : subnets) {
            for (var other : pools) {
                if (other.subnet().whole().overlaps(subnet.whole())) {
                    throw new InvalidDhcpConfig("subnets " + other.subnet() + " and " + subnet + " overlap");
                }
            }
            pools.add(new AddressPool(subnet));
        }
        var oldestFirst =
                leases.stream().sorted(Comparator.comparing(Lease::granted)).toList();
        for (var lease : oldestFirst) {
            pools.stream()
                    .filter(pool -> pool.subnet().contains(lease.address()))
                    .forEach(pool -> pool.restore(lease));
        }
        for (var pool : pools) {
            before.all.forEach(old -> pool.restore(old, now));
        }
        return new Pools(pools);
    }

    /// A relay's address names the subnet; a client without one is on the interface that heard it.
    Optional<AddressPool> forRequest(DhcpPacket request, String interfaceName) {
        if (request.isRelayed()) {
            return containing(request.giaddr());
        }
        var claimed = request.ciaddr().isZero() ? request.requestedAddress().orElse(Ipv4.ANY) : request.ciaddr();
        // a client behind a relay renews without it, straight to the server
        return containing(claimed)
                .filter(pool -> pool.subnet().interfaceName().equals(interfaceName)
                        || (!pool.subnet().isLocal() && !request.ciaddr().isZero()))
                .or(() -> local(interfaceName).stream().findFirst());
    }

    List<AddressPool> local(String interfaceName) {
        return all.stream()
                .filter(pool ->
                        pool.subnet().isLocal() && pool.subnet().interfaceName().equals(interfaceName))
                .toList();
    }

    private Optional<AddressPool> containing(Ipv4 address) {
        return all.stream().filter(pool -> pool.subnet().contains(address)).findFirst();
    }
}
