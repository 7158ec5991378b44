package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.address.AddressPool;
import dev.muster.cluster.address.SubnetPool;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.lease.Holder;
import dev.muster.model.network.Ipv6Address;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Which address of a subnet a client of DHCPv6 is given. Not thread-safe.
///
/// @param addresses of the subnet
record BindingPool(Subnet subnet, AddressPool<Ipv6Address, Holder, Binding> addresses)
        implements SubnetPool<Ipv6Address> {
    /// @param group the pool's place among the groups of the table
    BindingPool(Subnet subnet, Bindings bindings, int group) {
        this(subnet, new AddressPool<>(subnet, bindings, group));
    }

    /// The address for a client: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv6Address> choose(Holder holder, Stream<Ipv6Address> wishes, Instant now) {
        return Stream.of(
                        Optional.ofNullable(holder.mac()).map(subnet.reservations()::get).stream(),
                        held(holder).map(Binding::address).stream(),
                        wishes)
                .flatMap(candidates -> candidates)
                .filter(address -> addresses.mayHave(holder, address, now) && addresses.hasPlace(address, now))
                .findFirst()
                .or(() -> addresses.nextFree(1, now).stream().findFirst());
    }

    /// What the client was offered or given last. The very client goes before the machine at another stage of its boot.
    Optional<Binding> held(Holder holder) {
        return addresses.holdsOf(holder).stream()
                .filter(binding -> binding.isOf(holder))
                .max(Comparator.comparing(
                                (Binding binding) -> binding.holder().duid().equals(holder.duid()))
                        .thenComparing(Binding::since));
    }

    /// Other addresses than this one that the machine was offered, has a lease on, or reported as taken.
    long othersOf(Holder holder, Ipv6Address address, Instant now) {
        return addresses.holdsOf(holder).stream()
                .filter(other ->
                        other.kind() != Kind.FOREIGN && !other.address().equals(address) && !other.isOver(now))
                .count();
    }
}
