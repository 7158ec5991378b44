package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
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

    /// @param mac null in quarantine
    /// @param until free for others from then on
    private record Hold(Ipv4 address, @Nullable MacAddress mac, Instant until, Kind kind) {
        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }
    }

    private final Subnet subnet;
    private final Map<Ipv4, MacAddress> reservedFor = new HashMap<>();
    private final Set<Ipv4> excluded = new HashSet<>();
    private final Map<Ipv4, Hold> byAddress = new HashMap<>();
    private final Map<MacAddress, Hold> byMac = new HashMap<>();
    private final TreeSet<Hold> byEnd =
            new TreeSet<>(Comparator.comparing(Hold::until).thenComparing(Hold::address));
    private final Map<Ipv4, Instant> quietSince = new HashMap<>();
    /// All below were used at some time.
    private Ipv4 neverUsed;

    AddressPool(Subnet subnet) {
        this.subnet = subnet;
        this.neverUsed = subnet.dynamic().low();
        subnet.reserved().forEach((mac, address) -> reservedFor.put(address, mac));
        excluded.addAll(
                List.of(subnet.server(), subnet.whole().low(), subnet.whole().high()));
        excluded.addAll(subnet.routers());
        excluded.addAll(subnet.dns());
    }

    Subnet subnet() {
        return subnet;
    }

    void restore(Lease lease) {
        put(new Hold(lease.address(), lease.mac(), lease.expires(), Kind.LEASED));
    }

    /// Takes over the offers and quarantines that are under way.
    void restore(AddressPool before, Instant now) {
        for (var hold : before.byEnd) {
            if (hold.kind != Kind.LEASED && !hold.isOver(now) && subnet.contains(hold.address)) {
                put(hold);
            }
        }
    }

    /// The address for a machine: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv4> choose(MacAddress mac, Optional<Ipv4> wished, Instant now) {
        var reserved = subnet.reserved().get(mac);
        if (reserved != null && mayHave(mac, reserved, now)) {
            return Optional.of(reserved);
        }
        var last = byMac.get(mac);
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

    boolean mayHave(MacAddress mac, Ipv4 address, Instant now) {
        var owner = reservedFor.get(address);
        if (owner != null && !owner.equals(mac)) {
            return false;
        }
        var hold = byAddress.get(address);
        if (hold != null && mac.equals(hold.mac)) {
            return owner != null || isDynamic(address) || (hold.kind == Kind.LEASED && !hold.isOver(now));
        }
        return (owner != null || isDynamic(address)) && (hold == null || hold.isOver(now));
    }

    boolean belongsToAnother(MacAddress mac, Ipv4 address, Instant now) {
        var owner = reservedFor.get(address);
        var hold = byAddress.get(address);
        return (owner != null && !owner.equals(mac)) || (hold != null && !hold.isOver(now) && !mac.equals(hold.mac));
    }

    /// The address that the machine was offered or given last, or that is reserved for it.
    Optional<Ipv4> known(MacAddress mac) {
        var hold = byMac.get(mac);
        return Optional.ofNullable(
                hold != null ? hold.address : subnet.reserved().get(mac));
    }

    boolean isHolder(MacAddress mac, Ipv4 address) {
        var hold = byMac.get(mac);
        return hold != null && hold.address.equals(address);
    }

    /// Never shortens a lease on the same address.
    void offer(MacAddress mac, Ipv4 address, Instant until) {
        var hold = byAddress.get(address);
        if (hold == null || !mac.equals(hold.mac) || hold.until.isBefore(until)) {
            put(new Hold(address, mac, until, Kind.OFFERED));
        }
    }

    void lease(MacAddress mac, Ipv4 address, Instant until) {
        put(new Hold(address, mac, until, Kind.LEASED));
    }

    /// The machine took another server's offer.
    void withdrawOffer(MacAddress mac, Instant now) {
        var hold = byMac.get(mac);
        if (hold != null && hold.kind == Kind.OFFERED && !hold.isOver(now)) {
            put(new Hold(hold.address, mac, now, Kind.OFFERED));
        }
    }

    void quarantine(Ipv4 address, Instant until) {
        put(new Hold(address, null, until, Kind.QUARANTINED));
    }

    /// Up to `limit` addresses in the order in which they will be given.
    List<Ipv4> nextFree(int limit, Instant now) {
        var free = new ArrayList<Ipv4>(limit);
        skipUsed();
        for (var address = neverUsed; free.size() < limit && subnet.dynamic().contains(address); ) {
            if (isDynamic(address) && !byAddress.containsKey(address)) {
                free.add(address);
            }
            address = address.next();
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

    private boolean isDynamic(Ipv4 address) {
        return subnet.dynamic().contains(address) && !excluded.contains(address) && !reservedFor.containsKey(address);
    }

    private void skipUsed() {
        while (subnet.dynamic().contains(neverUsed) && (byAddress.containsKey(neverUsed) || !isDynamic(neverUsed))) {
            neverUsed = neverUsed.next();
        }
    }

    private void put(Hold hold) {
        var before = byAddress.put(hold.address, hold);
        if (before != null) {
            byEnd.remove(before);
            if (before.mac != null) {
                byMac.remove(before.mac, before);
            }
        }
        byEnd.add(hold);
        if (hold.mac != null) {
            byMac.put(hold.mac, hold);
        }
        quietSince.remove(hold.address);
    }
}
