package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressGroup;
import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Hold;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
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

/// The addresses of one subnet: who may have which, and which one is next. Not thread-safe.
///
/// The next address is one that was never used, then the one that has been free longest, so that an address
/// comes back to the machine that had it for as long as possible.
final class AddressPool implements AddressGroup<Ipv4> {
    /// How many of the next addresses are watched for strangers.
    static final int LOOK_AHEAD = 32;

    private final Subnet subnet;
    private final Leases leases;
    private final int group;
    private final Map<Ipv4, MacAddress> reservedFor = new HashMap<>();
    private final Set<Ipv4> excluded = new HashSet<>();
    private final List<UnusedAddresses> unused;
    private final Map<Ipv4, Instant> quietSince = new HashMap<>();

    /// @param group the pool's place among the groups of the table
    AddressPool(Subnet subnet, Leases leases, int group) {
        this.subnet = subnet;
        this.leases = leases;
        this.group = group;
        subnet.hosts().forEach((mac, host) -> host.address().ifPresent(address -> reservedFor.put(address, mac)));
        excluded.addAll(
                List.of(subnet.server(), subnet.whole().low(), subnet.whole().high()));
        excluded.addAll(subnet.routers());
        excluded.addAll(subnet.dns());
        unused = subnet.dynamic().all().stream()
                .map(range -> new UnusedAddresses(range.range()))
                .toList();
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
    public void used(Ipv4 address) {
        unusedOf(address).ifPresent(range -> range.used(address));
    }

    @Override
    public void forgotten(Ipv4 address) {
        unusedOf(address).ifPresent(range -> range.forgotten(address));
    }

    /// The address for a machine: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv4> choose(ClientIdentity client, Optional<Ipv4> wished, Instant now) {
        var reserved = subnet.reservedFor(client.mac()).filter(address -> mayHave(client, address, now));
        if (reserved.isPresent()) {
            return reserved;
        }
        var last = latestOf(client).map(Hold::address).filter(address -> mayHave(client, address, now));
        if (last.isPresent()) {
            return last;
        }
        if (wished.isPresent() && mayHave(client, wished.get(), now) && hasPlace(wished.get(), now)) {
            return wished;
        }
        var next = nextFree(LOOK_AHEAD, now);
        return next.stream().filter(quietSince::containsKey).findFirst().or(() -> next.stream()
                .findFirst());
    }

    /// As [#choose], for a client that keeps its address for ever: only from where such clients are wanted.
    Optional<Ipv4> chooseForever(ClientIdentity client, Instant now) {
        return choose(client, Optional.empty(), now)
                .filter(address -> mayHaveForever(client.mac(), address))
                .or(() -> subnet.dynamic().all().stream().anyMatch(DynamicRange::bootp)
                        ? nextFree(Integer.MAX_VALUE, now).stream()
                                .filter(address -> mayHaveForever(client.mac(), address))
                                .findFirst()
                        : Optional.empty());
    }

    /// Also an address that an operator took out of the ranges, for as long as the client's lease on it runs; but none
    /// of another subnet, where the client was before.
    boolean mayHave(ClientIdentity client, Ipv4 address, Instant now) {
        var owner = reservedFor.get(address);
        if (!subnet.contains(address) || (owner != null && !owner.equals(client.mac()))) {
            return false;
        }
        boolean given = owner != null || isDynamic(address);
        var hold = leases.at(address);
        if (hold.isPresent() && hold.get().isOf(client)) {
            return given || (hold.get().kind() == Kind.LEASED && hold.get().isTaken(now));
        }
        return given && (hold.isEmpty() || hold.get().isOver(now));
    }

    boolean belongsToAnother(ClientIdentity client, Ipv4 address, Instant now) {
        var owner = reservedFor.get(address);
        return (owner != null && !owner.equals(client.mac()))
                || leases.at(address)
                        .filter(hold -> !hold.isOver(now) && !hold.isOf(client))
                        .isPresent();
    }

    /// The address that the machine was offered or given last, or that is reserved for it.
    Optional<Ipv4> known(ClientIdentity client) {
        return latestOf(client).map(Hold::address).or(() -> subnet.reservedFor(client.mac()));
    }

    boolean isHolder(ClientIdentity client, Ipv4 address) {
        return leases.at(address).filter(hold -> hold.isOf(client)).isPresent();
    }

    /// Whether the table can take the address in.
    boolean hasPlace(Ipv4 address, Instant now) {
        return leases.hasRoom(now) || leases.at(address).isPresent();
    }

    /// Other addresses than this one that the machine has a lease on, or reported as taken, whatever it called itself.
    int othersOf(ClientIdentity client, Ipv4 address, Instant now) {
        return (int) machinesOf(client).stream()
                .filter(hold -> hold.kind() != Kind.FOREIGN
                        && hold.isTaken(now)
                        && !hold.address().equals(address))
                .count();
    }

    /// What the client's machine has or had in this subnet, whatever it called itself.
    List<Hold> machinesOf(ClientIdentity client) {
        return client.hasMac() ? here(leases.of(client.mac())) : holdsOf(client);
    }

    /// What the client has or had in this subnet.
    List<Hold> holdsOf(ClientIdentity client) {
        return here(leases.of(client));
    }

    private List<Hold> here(List<Hold> holds) {
        return holds.stream().filter(hold -> subnet.contains(hold.address())).toList();
    }

    /// Never shortens a lease on the same address.
    void offer(ClientIdentity client, Ipv4 address, Instant now, Instant until) {
        leases.offer(client, address, now, until);
        quietSince.remove(address);
    }

    /// What else the client was offered is free with it.
    void lease(Lease lease) {
        withdrawOffers(lease.client());
        leases.put(lease);
        quietSince.remove(lease.address());
    }

    /// The machine took another server's offer.
    void withdrawOffers(ClientIdentity client) {
        holdsOf(client).forEach(hold -> leases.withdrawOffer(client, hold.address()));
    }

    /// Up to `limit` addresses in the order in which they will be given. A full table gives those again that it knows.
    List<Ipv4> nextFree(int limit, Instant now) {
        var free = new ArrayList<Ipv4>();
        if (!leases.isFull()) {
            addUnused(free, limit);
            free.addAll(leases.ended(group, limit - free.size(), now));
        } else {
            free.addAll(leases.ended(group, limit, now));
            if (leases.hasRoom(now)) {
                addUnused(free, limit);
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
        return isDynamic(address)
                && leases.at(address).filter(hold -> !hold.isOver(now)).isEmpty();
    }

    boolean mayHaveForever(MacAddress mac, Ipv4 address) {
        return mac.equals(reservedFor.get(address))
                || (isDynamic(address)
                        && subnet.dynamic()
                                .at(address)
                                .filter(DynamicRange::bootp)
                                .isPresent());
    }

    boolean isDynamic(Ipv4 address) {
        return subnet.dynamic().contains(address) && !excluded.contains(address) && !reservedFor.containsKey(address);
    }

    private void addUnused(List<Ipv4> free, int limit) {
        unused.forEach(range -> range.addTo(free, limit));
    }

    private Optional<UnusedAddresses> unusedOf(Ipv4 address) {
        return unused.stream().filter(range -> range.range().contains(address)).findFirst();
    }

    private Optional<Hold> latestOf(ClientIdentity client) {
        return holdsOf(client).stream()
                .filter(hold -> hold.kind() != Kind.QUARANTINED)
                .max(Comparator.comparing(Hold::latest));
    }
}
