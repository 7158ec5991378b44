package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.address.Grouping;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.RelayHop;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.model.network.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The pools of all subnets, and which of them a packet belongs to.
final class Pools implements Grouping<Ipv6Address> {
    static final Pools NONE = new Pools(List.of(), new TreeMap<>());

    private final List<AddressPool> all;
    private final NavigableMap<Ipv6Address, AddressPool> byLowest;

    private Pools(List<AddressPool> all, NavigableMap<Ipv6Address, AddressPool> byLowest) {
        this.all = List.copyOf(all);
        this.byLowest = byLowest;
    }

    /// @throws InvalidDhcp6Config if two subnets overlap
    static Pools of(List<Subnet> subnets, Bindings bindings) throws InvalidDhcp6Config {
        var byLowest = new TreeMap<Ipv6Address, AddressPool>();
        var pools = new ArrayList<AddressPool>();
        for (var subnet : subnets) {
            for (var other : pools) {
                if (other.subnet().prefix().overlaps(subnet.prefix())) {
                    throw new InvalidDhcp6Config("subnets " + other.subnet() + " and " + subnet + " overlap");
                }
            }
            var pool = new AddressPool(subnet, bindings, pools.size());
            pools.add(pool);
            byLowest.put(subnet.prefix().base(), pool);
        }
        return new Pools(pools, byLowest);
    }

    @Override
    public List<AddressPool> groups() {
        return all;
    }

    @Override
    public int groupOf(Ipv6Address address) {
        return containing(address)
                .filter(pool -> pool.isDynamic(address))
                .map(AddressPool::group)
                .orElse(OTHER);
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
        return Optional.ofNullable(byLowest.floorEntry(address))
                .map(Map.Entry::getValue)
                .filter(pool -> pool.subnet().contains(address));
    }
}
