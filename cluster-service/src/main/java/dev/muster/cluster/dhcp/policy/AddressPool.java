package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The addresses of one subnet: who holds each, and which one is next. Not thread-safe.
///
/// The next address is one that was never used, then the one that has been free longest, so that an address
/// comes back to the machine that had it for as long as possible.
final class AddressPool {
    /// How many of the next addresses are watched for strangers.
    static final int LOOK_AHEAD = 32;

    private enum Kind {
        OFFERED,
        LEASED,
        QUARANTINED
    }

    /// @param mac in quarantine, of the machine that reported it
    /// @param until free for others from then on
    private record Hold(Ipv4 address, MacAddress mac, Instant until, Kind kind) {
        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }

        boolean isOf(MacAddress other) {
            return kind != Kind.QUARANTINED && mac.equals(other);
        }
    }

    private final Subnet subnet;
    private final Map<Ipv4, MacAddress> reservedFor = new HashMap<>();
    private final Set<Ipv4> excluded = new HashSet<>();
    private final Map<Ipv4, Hold> byAddress = new HashMap<>();
    private final Map<MacAddress, Hold> latestByMac = new HashMap<>();
    /// What a machine holds, held, or reported as taken.
    private final Map<MacAddress, Set<Ipv4>> allByMac = new HashMap<>();
    private final TreeSet<Hold> byEnd =
            new TreeSet<>(Comparator.comparing(Hold::until).thenComparing(Hold::address));
    private final Map<Ipv4, Instant> quietSince = new HashMap<>();
    /// All below were used at some time; null if all were.
    private @Nullable Ipv4 neverUsed;

    AddressPool(Subnet subnet) {
        this.subnet = subnet;
        this.neverUsed = subnet.dynamic().first().orElse(null);
        subnet.hosts().forEach((mac, host) -> host.address().ifPresent(address -> reservedFor.put(address, mac)));
        excluded.addAll(
                List.of(subnet.server(), subnet.whole().low(), subnet.whole().high()));
        excluded.addAll(subnet.routers());
        excluded.addAll(subnet.dns());
    }

    Subnet subnet() {
        return subnet;
    }

    /// A lease without end counts only where its client may still have one: after the operator took that away, it
    /// ends as everybody's would have.
    void restore(Lease lease) {
        boolean stays = !lease.isInfinite() || mayHaveForever(lease.mac(), lease.address());
        var until = stays ? lease.expires() : lease.granted().plus(subnet.leaseTime());
        put(new Hold(lease.address(), lease.mac(), until, Kind.LEASED));
    }

    void restore(Quarantine quarantine) {
        put(new Hold(quarantine.address(), quarantine.reporter(), quarantine.until(), Kind.QUARANTINED));
    }

    /// Takes over the offers that are under way.
    void restore(AddressPool before, Instant now) {
        for (var hold : before.byEnd) {
            if (hold.kind == Kind.OFFERED && !hold.isOver(now) && subnet.contains(hold.address)) {
                put(hold);
            }
        }
    }

    /// The address for a machine: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv4> choose(MacAddress mac, Optional<Ipv4> wished, Instant now) {
        var reserved = subnet.reservedFor(mac).filter(address -> mayHave(mac, address, now));
        if (reserved.isPresent()) {
            return reserved;
        }
        var last = latestByMac.get(mac);
        if (last != null && mayHave(mac, last.address, now)) {
            return Optional.of(last.address);
        }
        if (wished.isPresent() && mayHave(mac, wished.get(), now)) {
            return wished;
        }
        var next = nextFree(LOOK_AHEAD, now);
        return next.stream().filter(quietSince::containsKey).findFirst().or(() -> next.stream()
                .findFirst());
    }

    /// As [#choose], for a client that keeps its address for ever: only from where such clients are wanted.
    Optional<Ipv4> chooseForever(MacAddress mac, Instant now) {
        return choose(mac, Optional.empty(), now)
                .filter(address -> mayHaveForever(mac, address))
                .or(() -> subnet.dynamic().all().stream().anyMatch(DynamicRange::bootp)
                        ? nextFree(Integer.MAX_VALUE, now).stream()
                                .filter(address -> mayHaveForever(mac, address))
                                .findFirst()
                        : Optional.empty());
    }

    boolean mayHave(MacAddress mac, Ipv4 address, Instant now) {
        var owner = reservedFor.get(address);
        if (owner != null && !owner.equals(mac)) {
            return false;
        }
        var hold = byAddress.get(address);
        if (hold != null && hold.isOf(mac)) {
            return owner != null || isDynamic(address) || (hold.kind == Kind.LEASED && !hold.isOver(now));
        }
        return (owner != null || isDynamic(address)) && (hold == null || hold.isOver(now));
    }

    boolean belongsToAnother(MacAddress mac, Ipv4 address, Instant now) {
        var owner = reservedFor.get(address);
        var hold = byAddress.get(address);
        return (owner != null && !owner.equals(mac)) || (hold != null && !hold.isOver(now) && !hold.isOf(mac));
    }

    /// The address that the machine was offered or given last, or that is reserved for it.
    Optional<Ipv4> known(MacAddress mac) {
        var hold = latestByMac.get(mac);
        return hold != null ? Optional.of(hold.address) : subnet.reservedFor(mac);
    }

    boolean isHolder(MacAddress mac, Ipv4 address) {
        var hold = byAddress.get(address);
        return hold != null && hold.isOf(mac);
    }

    /// Other addresses than this one that the machine has a lease on, or reported as taken.
    int othersOf(MacAddress mac, Ipv4 address, Instant now) {
        int others = 0;
        for (var other : allByMac.getOrDefault(mac, Set.of())) {
            var hold = byAddress.get(other);
            if (hold != null && !other.equals(address) && hold.kind != Kind.OFFERED && !hold.isOver(now)) {
                others++;
            }
        }
        return others;
    }

    /// Never shortens a lease on the same address.
    void offer(MacAddress mac, Ipv4 address, Instant until) {
        var hold = byAddress.get(address);
        if (hold == null || !hold.isOf(mac) || hold.until.isBefore(until)) {
            put(new Hold(address, mac, until, Kind.OFFERED));
        }
    }

    void lease(MacAddress mac, Ipv4 address, Instant until) {
        put(new Hold(address, mac, until, Kind.LEASED));
    }

    /// The machine took another server's offer.
    void withdrawOffer(MacAddress mac, Instant now) {
        var hold = latestByMac.get(mac);
        if (hold != null && hold.kind == Kind.OFFERED && !hold.isOver(now)) {
            put(new Hold(hold.address, mac, now, Kind.OFFERED));
        }
    }

    /// Up to `limit` addresses in the order in which they will be given.
    List<Ipv4> nextFree(int limit, Instant now) {
        var free = new ArrayList<Ipv4>();
        skipUsed();
        for (var address = neverUsed; address != null && free.size() < limit; address = after(address)) {
            if (isDynamic(address) && !byAddress.containsKey(address)) {
                free.add(address);
            }
        }
        for (var hold : byEnd) {
            if (free.size() >= limit || !hold.isOver(now)) {
                break;
            }
            if (isDynamic(hold.address)) {
                free.add(hold.address);
            }
        }
        return free;
    }

    /// Those of the next addresses that nobody has asked the network about since then.
    List<Ipv4> unwatched(Instant since, Instant now) {
        quietSince.values().removeIf(heard -> heard.isBefore(since));
        return nextFree(LOOK_AHEAD, now).stream()
                .filter(address -> !quietSince.containsKey(address))
                .toList();
    }

    void quiet(Ipv4 address, Instant now) {
        quietSince.put(address, now);
    }

    boolean isFree(Ipv4 address, Instant now) {
        var hold = byAddress.get(address);
        return isDynamic(address) && (hold == null || hold.isOver(now));
    }

    private boolean mayHaveForever(MacAddress mac, Ipv4 address) {
        return mac.equals(reservedFor.get(address))
                || (isDynamic(address)
                        && subnet.dynamic()
                                .at(address)
                                .filter(DynamicRange::bootp)
                                .isPresent());
    }

    private boolean isDynamic(Ipv4 address) {
        return subnet.dynamic().contains(address) && !excluded.contains(address) && !reservedFor.containsKey(address);
    }

    private void skipUsed() {
        while (neverUsed != null && (byAddress.containsKey(neverUsed) || !isDynamic(neverUsed))) {
            neverUsed = after(neverUsed);
        }
    }

    private @Nullable Ipv4 after(Ipv4 address) {
        return subnet.dynamic().after(address).orElse(null);
    }

    private void put(Hold hold) {
        var before = byAddress.put(hold.address, hold);
        if (before != null) {
            byEnd.remove(before);
            latestByMac.remove(before.mac, before);
            var others = allByMac.get(before.mac);
            if (others != null && others.remove(hold.address) && others.isEmpty()) {
                allByMac.remove(before.mac);
            }
        }
        byEnd.add(hold);
        if (hold.kind != Kind.QUARANTINED) {
            latestByMac.put(hold.mac, hold);
        }
        allByMac.computeIfAbsent(hold.mac, mac -> new HashSet<>(2)).add(hold.address);
        quietSince.remove(hold.address);
    }
}
