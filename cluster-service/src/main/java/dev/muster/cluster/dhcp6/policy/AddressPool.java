package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Binding.Kind;
import dev.muster.cluster.dhcp6.lease.Holder;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The addresses of one subnet: who holds each, and which one is next. Not thread-safe.
///
/// The next address is one that was never used, then the one that has been free longest.
final class AddressPool {
    private final Subnet subnet;
    private final Map<Ipv6Address, MacAddress> reservedFor = new HashMap<>();
    private final Set<Ipv6Address> excluded = new HashSet<>();
    private final Map<Ipv6Address, Binding> byAddress = new HashMap<>();
    /// What a client, or anything on that MAC, holds, held, or reported as taken.
    private final Map<Object, Set<Ipv6Address>> byIdentity = new HashMap<>();
    private final TreeSet<Binding> byEnd =
            new TreeSet<>(Comparator.comparing(Binding::until).thenComparing(Binding::address));
    /// All below were used at some time; null if all were.
    private @Nullable Ipv6Address neverUsed;

    AddressPool(Subnet subnet) {
        this.subnet = subnet;
        this.neverUsed = subnet.range().map(Subnet.Range::low).orElse(null);
        subnet.reservations().forEach((mac, address) -> reservedFor.put(address, mac));
        excluded.add(subnet.server());
        // the anycast address of the subnet's routers (RFC 4291 2.6.1)
        excluded.add(subnet.prefix().base());
        excluded.addAll(subnet.dns());
    }

    Subnet subnet() {
        return subnet;
    }

    /// Takes over the offers that are under way.
    void restore(AddressPool before, Instant now) {
        for (var binding : before.byEnd) {
            if (binding.kind() == Kind.OFFERED && !binding.isOver(now) && subnet.contains(binding.address())) {
                put(binding);
            }
        }
    }

    /// The address for a client: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv6Address> choose(Holder holder, Stream<Ipv6Address> wishes, Instant now) {
        return Stream.of(
                        Optional.ofNullable(holder.mac()).map(subnet.reservations()::get).stream(),
                        held(holder).map(Binding::address).stream(),
                        wishes)
                .flatMap(addresses -> addresses)
                .filter(address -> mayHave(holder, address, now))
                .findFirst()
                .or(() -> nextFree(now));
    }

    boolean mayHave(Holder holder, Ipv6Address address, Instant now) {
        var owner = reservedFor.get(address);
        if (owner != null && !owner.equals(holder.mac())) {
            return false;
        }
        boolean given = owner != null || isDynamic(address);
        var binding = byAddress.get(address);
        if (binding != null && binding.isOf(holder)) {
            return given || (binding.isLease() && !binding.isOver(now));
        }
        return given && (binding == null || binding.isOver(now));
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
        var binding = byAddress.get(address);
        return binding != null && binding.isOf(holder);
    }

    /// Other addresses than this one that the machine was offered, has a lease on, or reported as taken.
    long othersOf(Holder holder, Ipv6Address address, Instant now) {
        return candidates(holder)
                .filter(other -> !other.address().equals(address) && !other.isOver(now))
                .count();
    }

    /// Never shortens a lease on the same address.
    void offer(Holder holder, Ipv6Address address, Instant now, Instant until) {
        var binding = byAddress.get(address);
        if (binding == null || !binding.isOf(holder) || binding.until().isBefore(until)) {
            put(new Binding(address, holder, Kind.OFFERED, now, until));
        }
    }

    void put(Binding binding) {
        var before = byAddress.put(binding.address(), binding);
        if (before != null) {
            byEnd.remove(before);
            identities(before.holder()).forEach(identity -> {
                var addresses = byIdentity.get(identity);
                if (addresses != null && addresses.remove(binding.address()) && addresses.isEmpty()) {
                    byIdentity.remove(identity);
                }
            });
        }
        byEnd.add(binding);
        identities(binding.holder()).forEach(identity -> byIdentity
                .computeIfAbsent(identity, _ -> new HashSet<>(2))
                .add(binding.address()));
    }

    private Stream<Binding> candidates(Holder holder) {
        return identities(holder)
                .flatMap(identity -> byIdentity.getOrDefault(identity, Set.of()).stream())
                .distinct()
                .flatMap(address -> Optional.ofNullable(byAddress.get(address)).stream());
    }

    private static Stream<Object> identities(Holder holder) {
        Octets duid = holder.duid();
        return holder.mac() == null ? Stream.of(duid) : Stream.of(duid, holder.mac());
    }

    private Optional<Ipv6Address> nextFree(Instant now) {
        while (neverUsed != null && (byAddress.containsKey(neverUsed) || !isDynamic(neverUsed))) {
            neverUsed = after(neverUsed);
        }
        return neverUsed != null
                ? Optional.of(neverUsed)
                : byEnd.stream()
                        .takeWhile(binding -> binding.isOver(now))
                        .map(Binding::address)
                        .filter(this::isDynamic)
                        .findFirst();
    }

    private @Nullable Ipv6Address after(Ipv6Address address) {
        return subnet.range()
                .filter(range -> address.compareTo(range.high()) < 0)
                .map(_ -> address.next())
                .orElse(null);
    }

    private boolean isDynamic(Ipv6Address address) {
        return subnet.range().filter(range -> range.contains(address)).isPresent()
                && !excluded.contains(address)
                && !reservedFor.containsKey(address);
    }
}
