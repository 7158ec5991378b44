package dev.muster.cluster.address;

import dev.muster.model.network.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The pools of all subnets, found by their addresses.
///
/// @param <A> an address
/// @param <P> a pool
public final class SubnetPools<A extends IpAddress<A>, P extends SubnetPool<A>> implements Grouping<A> {
    private final List<P> all;
    private final List<AddressPool<A, ?, ?>> groups;
    private final NavigableMap<A, P> byLowest;

    private SubnetPools(List<P> all, NavigableMap<A, P> byLowest) {
        this.all = List.copyOf(all);
        this.groups =
                all.stream().<AddressPool<A, ?, ?>>map(SubnetPool::addresses).toList();
        this.byLowest = byLowest;
    }

    /// Makes the pool of a subnet.
    @FunctionalInterface
    public interface Making<S, P> {
        /// @param group its place among the groups of the table
        P pool(S subnet, int group);
    }

    /// Nothing is served.
    public static <A extends IpAddress<A>, P extends SubnetPool<A>> SubnetPools<A, P> none() {
        return new SubnetPools<>(List.of(), new TreeMap<A, P>());
    }

    /// @param wrong makes what is thrown if two subnets overlap
    public static <A extends IpAddress<A>, S extends PoolSubnet<A>, P extends SubnetPool<A>, X extends Exception>
            SubnetPools<A, P> of(List<S> subnets, Making<S, P> making, Function<String, X> wrong) throws X {
        var byLowest = new TreeMap<A, P>();
        var pools = new ArrayList<P>();
        for (var subnet : subnets) {
            var below = byLowest.floorEntry(subnet.whole().high());
            if (below != null && below.getValue().subnet().whole().overlaps(subnet.whole())) {
                throw wrong.apply("subnets " + below.getValue().subnet() + " and " + subnet + " overlap");
            }
            var pool = making.pool(subnet, pools.size());
            pools.add(pool);
            byLowest.put(subnet.whole().low(), pool);
        }
        return new SubnetPools<>(pools, byLowest);
    }

    public List<P> all() {
        return all;
    }

    @Override
    public List<AddressPool<A, ?, ?>> groups() {
        return groups;
    }

    @Override
    public int groupOf(A address) {
        return containing(address)
                .map(SubnetPool::addresses)
                .filter(pool -> pool.isDynamic(address))
                .map(AddressPool::group)
                .orElse(OTHER);
    }

    /// Those whose machines are on an interface.
    public List<P> local(String interfaceName) {
        return all.stream().filter(pool -> pool.subnet().isOn(interfaceName)).toList();
    }

    public Optional<P> containing(A address) {
        return Optional.ofNullable(byLowest.floorEntry(address))
                .map(Map.Entry::getValue)
                .filter(pool -> pool.subnet().contains(address));
    }
}
