package dev.muster.cluster.address;

import dev.muster.model.network.IpAddress;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses of one subnet: who may have which, and which one is next. Not thread-safe.
///
/// The next address is one that was never used, then the one that has been free longest, so that an address
/// comes back to the machine that had it for as long as possible.
///
/// @param <A> an address
/// @param <C> who asks for one
/// @param <H> how one is held
public final class AddressPool<A extends IpAddress<A>, C extends AddressHolder<C>, H extends AddressHold<A, C>>
        implements AddressGroup<A> {
    private final PoolSubnet<A> subnet;
    private final AddressHolds<A, C, H> holds;
    private final int group;
    private final Map<A, MacAddress> reservedFor = new HashMap<>();
    private final Set<A> excluded;
    private final List<UnusedAddresses<A>> unused;

    /// @param group the pool's place among the groups of the table
    public AddressPool(PoolSubnet<A> subnet, AddressHolds<A, C, H> holds, int group) {
        this.subnet = subnet;
        this.holds = holds;
        this.group = group;
        subnet.reservations().forEach((mac, address) -> reservedFor.put(address, mac));
        this.excluded = subnet.excluded();
        this.unused = subnet.ranges().stream().map(UnusedAddresses::new).toList();
        excluded.forEach(this::used);
        reservedFor.keySet().forEach(this::used);
    }

    /// Its place among the groups of the table.
    int group() {
        return group;
    }

    @Override
    public void used(A address) {
        unusedOf(address).ifPresent(range -> range.used(address));
    }

    @Override
    public void forgotten(A address) {
        unusedOf(address).ifPresent(range -> range.forgotten(address));
    }

    /// Also an address that an operator took out of the ranges, for as long as the client's lease on it runs; but none
    /// of another subnet, where the client was before.
    public boolean mayHave(C client, A address, Instant now) {
        if (!subnet.contains(address) || isKeptFrom(client, address)) {
            return false;
        }
        boolean given = reservedFor.containsKey(address) || isDynamic(address);
        var hold = holds.at(address);
        if (hold.isPresent() && hold.get().isOf(client)) {
            return given || hold.get().isLeased(now);
        }
        return given && (hold.isEmpty() || hold.get().isOver(now));
    }

    public boolean belongsToAnother(C client, A address, Instant now) {
        return isKeptFrom(client, address)
                || holds.at(address)
                        .filter(hold -> !hold.isOver(now) && !hold.isOf(client))
                        .isPresent();
    }

    public boolean isHolder(C client, A address) {
        return holds.at(address).filter(hold -> hold.isOf(client)).isPresent();
    }

    /// Whether the table can take the address in.
    public boolean hasPlace(A address, Instant now) {
        return holds.hasRoom(now) || holds.at(address).isPresent();
    }

    /// Whether nobody has the address, and it is not kept for a machine.
    public boolean isFree(A address, Instant now) {
        return isDynamic(address)
                && holds.at(address).filter(hold -> !hold.isOver(now)).isEmpty();
    }

    public boolean isReservedFor(MacAddress mac, A address) {
        return mac.equals(reservedFor.get(address));
    }

    /// Whether any machine may be given the address.
    public boolean isDynamic(A address) {
        return unusedOf(address).isPresent() && !excluded.contains(address) && !reservedFor.containsKey(address);
    }

    /// What the client has or had in this subnet.
    public List<H> holdsOf(C client) {
        return here(holds.of(client));
    }

    /// Those of this subnet.
    public List<H> here(List<H> all) {
        return all.stream().filter(hold -> subnet.contains(hold.address())).toList();
    }

    /// The machine took another server's offer.
    public void withdrawOffers(C client) {
        holdsOf(client).forEach(hold -> holds.withdrawOffer(client, hold.address()));
    }

    /// Up to `limit` addresses in the order in which they will be given. A full table gives those again that it knows.
    public List<A> nextFree(int limit, Instant now) {
        var free = new ArrayList<A>();
        if (!holds.isFull()) {
            addUnused(free, limit);
            free.addAll(holds.ended(group, limit - free.size(), now));
        } else {
            free.addAll(holds.ended(group, limit, now));
            if (holds.hasRoom(now)) {
                addUnused(free, limit);
            }
        }
        return free;
    }

    private void addUnused(List<A> free, int limit) {
        unused.forEach(range -> range.addTo(free, limit));
    }

    private boolean isKeptFrom(C client, A address) {
        @Nullable MacAddress owner = reservedFor.get(address);
        return owner != null && !owner.equals(client.mac());
    }

    private Optional<UnusedAddresses<A>> unusedOf(A address) {
        return unused.stream().filter(range -> range.range().contains(address)).findFirst();
    }
}
