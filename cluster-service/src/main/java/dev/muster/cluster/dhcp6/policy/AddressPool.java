package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.address.AddressGroup;
import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.lease.Holder;
import dev.muster.cluster.table.UnusedPlaces;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The addresses of one subnet: who may have which, and which one is next. Not thread-safe.
///
/// The next address is one that was never used, then the one that has been free longest.
final class AddressPool implements AddressGroup<Ipv6Address> {
    private final Subnet subnet;
    private final Bindings bindings;
    private final int group;
    private final Map<Ipv6Address, MacAddress> reservedFor = new HashMap<>();
    private final Set<Ipv6Address> excluded = new HashSet<>();
    private final UnusedPlaces unused = new UnusedPlaces();

    /// @param group the pool's place among the groups of the table
    AddressPool(Subnet subnet, Bindings bindings, int group) {
        this.subnet = subnet;
        this.bindings = bindings;
        this.group = group;
        subnet.reservations().forEach((mac, address) -> reservedFor.put(address, mac));
        excluded.add(subnet.server());
        // the anycast address of the subnet's routers (RFC 4291 2.6.1)
        excluded.add(subnet.prefix().base());
        excluded.addAll(subnet.dns());
        excluded.forEach(this::used);
        reservedFor.keySet().forEach(this::used);
    }

    Subnet subnet() {
        return subnet;
    }

    /// Its place among the groups of the table.
    int group() {
        return group;
    }

    @Override
    public void used(Ipv6Address address) {
        if (isInRange(address)) {
            unused.used(place(address));
        }
    }

    @Override
    public void forgotten(Ipv6Address address) {
        if (isInRange(address)) {
            unused.forgotten(place(address));
        }
    }

    /// The address for a client: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv6Address> choose(Holder holder, Stream<Ipv6Address> wishes, Instant now) {
        return Stream.of(
                        Optional.ofNullable(holder.mac()).map(subnet.reservations()::get).stream(),
                        held(holder).map(Binding::address).stream(),
                        wishes)
                .flatMap(addresses -> addresses)
                .filter(address -> mayHave(holder, address, now) && hasPlace(address, now))
                .findFirst()
                .or(() -> nextFree(now));
    }

    /// Also an address that an operator took out of the range, for as long as the client's lease on it runs; but none
    /// of another subnet, where the client was before.
    boolean mayHave(Holder holder, Ipv6Address address, Instant now) {
        var owner = reservedFor.get(address);
        if (!subnet.contains(address) || (owner != null && !owner.equals(holder.mac()))) {
            return false;
        }
        boolean given = owner != null || isDynamic(address);
        var binding = bindings.at(address);
        if (binding.isPresent() && binding.get().isOf(holder)) {
            return given || (binding.get().isLease() && !binding.get().isOver(now));
        }
        return given && (binding.isEmpty() || binding.get().isOver(now));
    }

    /// Whether nobody has the address, and it is not kept for a machine.
    boolean isFree(Ipv6Address address, Instant now) {
        return isDynamic(address)
                && bindings.at(address).filter(binding -> !binding.isOver(now)).isEmpty();
    }

    /// Whether the table can take the address in.
    boolean hasPlace(Ipv6Address address, Instant now) {
        return bindings.hasRoom(now) || bindings.at(address).isPresent();
    }

    /// What the client was offered or given last. The very client goes before the machine at another stage of its boot.
    Optional<Binding> held(Holder holder) {
        return candidates(holder)
                .filter(binding -> binding.isOf(holder))
                .max(Comparator.comparing(
                                (Binding binding) -> binding.holder().duid().equals(holder.duid()))
                        .thenComparing(Binding::since));
    }

    boolean isHolder(Holder holder, Ipv6Address address) {
        return bindings.at(address).filter(binding -> binding.isOf(holder)).isPresent();
    }

    /// Other addresses than this one that the machine was offered, has a lease on, or reported as taken.
    long othersOf(Holder holder, Ipv6Address address, Instant now) {
        return candidates(holder)
                .filter(other ->
                        other.kind() != Kind.FOREIGN && !other.address().equals(address) && !other.isOver(now))
                .count();
    }

    /// The machine took another server's offer.
    void withdrawOffers(Holder holder) {
        candidates(holder).forEach(binding -> bindings.withdrawOffer(holder, binding.address()));
    }

    private Stream<Binding> candidates(Holder holder) {
        return bindings.of(holder).stream().filter(binding -> subnet.contains(binding.address()));
    }

    /// A full table gives an address again that it knows.
    private Optional<Ipv6Address> nextFree(Instant now) {
        List<Ipv6Address> ended = bindings.ended(group, 1, now);
        if (bindings.isFull() && (!ended.isEmpty() || !bindings.hasRoom(now))) {
            return ended.stream().findFirst();
        }
        return nextUnused().or(() -> ended.stream().findFirst());
    }

    private Optional<Ipv6Address> nextUnused() {
        return subnet.range().flatMap(range -> {
            int place = unused.next(0);
            return place <= place(range.high()) ? Optional.of(at(range.low(), place)) : Optional.empty();
        });
    }

    private static Ipv6Address at(Ipv6Address low, int place) {
        long sum = low.low() + place;
        boolean carry = Long.compareUnsigned(sum, low.low()) < 0;
        return new Ipv6Address(low.high() + (carry ? 1 : 0), sum);
    }

    boolean isDynamic(Ipv6Address address) {
        return isInRange(address) && !excluded.contains(address) && !reservedFor.containsKey(address);
    }

    private boolean isInRange(Ipv6Address address) {
        return subnet.range().filter(range -> range.contains(address)).isPresent();
    }

    /// Of an address of the range, which has no more than 2^16.
    private int place(Ipv6Address address) {
        long low = subnet.range().map(range -> range.low().low()).orElse(0L);
        return (int) (address.low() - low);
    }
}
