package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.address.AddressPool;
import dev.muster.cluster.address.SubnetPool;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Hold;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which address of a subnet a client of DHCP is given. Not thread-safe.
final class LeasePool implements SubnetPool<Ipv4> {
    /// How many of the next addresses are watched for strangers.
    static final int LOOK_AHEAD = 32;

    private final Subnet subnet;
    private final Leases leases;
    private final AddressPool<Ipv4, ClientIdentity, Hold> addresses;
    private final Map<Ipv4, Instant> quietSince = new HashMap<>();

    /// @param group the pool's place among the groups of the table
    LeasePool(Subnet subnet, Leases leases, int group) {
        this.subnet = subnet;
        this.leases = leases;
        this.addresses = new AddressPool<>(subnet, leases, group);
    }

    @Override
    public Subnet subnet() {
        return subnet;
    }

    @Override
    public AddressPool<Ipv4, ClientIdentity, Hold> addresses() {
        return addresses;
    }

    /// The address for a machine: reserved, its last one, the one that it wishes, or the next free one.
    Optional<Ipv4> choose(ClientIdentity client, Optional<Ipv4> wished, Instant now) {
        var reserved = subnet.reservedFor(client.mac()).filter(address -> addresses.mayHave(client, address, now));
        if (reserved.isPresent()) {
            return reserved;
        }
        var last = latestOf(client).map(Hold::address).filter(address -> addresses.mayHave(client, address, now));
        if (last.isPresent()) {
            return last;
        }
        if (wished.isPresent()
                && addresses.mayHave(client, wished.get(), now)
                && addresses.hasPlace(wished.get(), now)) {
            return wished;
        }
        var next = addresses.nextFree(LOOK_AHEAD, now);
        return next.stream().filter(quietSince::containsKey).findFirst().or(() -> next.stream()
                .findFirst());
    }

    /// As [#choose], for a client that keeps its address for ever: only from where such clients are wanted.
    Optional<Ipv4> chooseForever(ClientIdentity client, Instant now) {
        return choose(client, Optional.empty(), now)
                .filter(address -> mayHaveForever(client.mac(), address))
                .or(() -> subnet.dynamic().all().stream().anyMatch(DynamicRange::bootp)
                        ? addresses.nextFree(Integer.MAX_VALUE, now).stream()
                                .filter(address -> mayHaveForever(client.mac(), address))
                                .findFirst()
                        : Optional.empty());
    }

    /// The address that the machine was offered or given last, or that is reserved for it.
    Optional<Ipv4> known(ClientIdentity client) {
        return latestOf(client).map(Hold::address).or(() -> subnet.reservedFor(client.mac()));
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
        return client.hasMac() ? addresses.here(leases.of(client.mac())) : addresses.holdsOf(client);
    }

    /// Never shortens a lease on the same address.
    void offer(ClientIdentity client, Ipv4 address, Instant now, Instant until) {
        leases.offer(client, address, now, until);
        quietSince.remove(address);
    }

    /// What else the client was offered is free with it.
    void lease(Lease lease) {
        addresses.withdrawOffers(lease.client());
        leases.put(lease);
        quietSince.remove(lease.address());
    }

    /// Those of the next addresses that nobody has asked the network about since then.
    List<Ipv4> unwatched(Instant since, Instant now) {
        quietSince.values().removeIf(heard -> heard.isBefore(since));
        return addresses.nextFree(LOOK_AHEAD, now).stream()
                .filter(address -> !quietSince.containsKey(address))
                .toList();
    }

    void quiet(Ipv4 address, Instant now) {
        quietSince.put(address, now);
    }

    boolean mayHaveForever(MacAddress mac, Ipv4 address) {
        return addresses.isReservedFor(mac, address)
                || (addresses.isDynamic(address)
                        && subnet.dynamic()
                                .at(address)
                                .filter(DynamicRange::bootp)
                                .isPresent());
    }

    private Optional<Hold> latestOf(ClientIdentity client) {
        return addresses.holdsOf(client).stream()
                .filter(hold -> hold.kind() != Kind.QUARANTINED)
                .max(Comparator.comparing(Hold::latest));
    }
}
