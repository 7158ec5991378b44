package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.RelayHop;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.model.network.Ipv6Address;
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

    static Pools of(List<Subnet> subnets, Bindings bindings, Pools before, Instant now) throws InvalidDhcp6Config {
        var pools = new ArrayList<AddressPool>();
        for (var subnet : subnets) {
            for (var other : pools) {
                if (other.subnet().prefix().overlaps(subnet.prefix())) {
                    throw new InvalidDhcp6Config("subnets " + other.subnet() + " and " + subnet + " overlap");
                }
            }
            pools.add(new AddressPool(subnet));
        }
        var found = new Pools(pools);
        bindings.entries().stream()
                .sorted(Comparator.comparing(Binding::since))
                .forEach(binding -> found.containing(binding.address()).ifPresent(pool -> pool.put(binding)));
        pools.forEach(pool -> before.all.forEach(old -> pool.restore(old, now)));
        return found;
    }

    /// The relay agent next to the client that says a link decides (RFC 8415 13.1; RFC 6221 for those that do not); a
    /// client without one is on the interface that heard it.
    Optional<AddressPool> forRequest(Dhcp6Packet request, String interfaceName) {
        var link = request.relays().reversed().stream()
                .map(RelayHop::link)
                .filter(address -> !address.equals(Ipv6Address.UNSPECIFIED))
                .findFirst();
        return link.isPresent()
                ? containing(link.get())
                : all.stream()
                        .filter(pool -> pool.subnet().isLocal()
                                && pool.subnet().interfaceName().equals(interfaceName))
                        .findFirst();
    }

    private Optional<AddressPool> containing(Ipv6Address address) {
        return all.stream().filter(pool -> pool.subnet().contains(address)).findFirst();
    }
}
