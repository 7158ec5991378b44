package dev.muster.cluster.address;

import dev.muster.cluster.table.UnusedPlaces;
import dev.muster.model.network.IpAddress;
import java.util.List;

/// Which addresses of a range the table does not know.
final class UnusedAddresses<A extends IpAddress<A>> {
    private final AddressRange<A> range;
    private final UnusedPlaces places = new UnusedPlaces();

    UnusedAddresses(AddressRange<A> range) {
        this.range = range;
    }

    AddressRange<A> range() {
        return range;
    }

    void used(A address) {
        places.used(address.minus(range.low()));
    }

    void forgotten(A address) {
        places.forgotten(address.minus(range.low()));
    }

    /// Adds the lowest of them, until there are as many.
    void addTo(List<A> free, int limit) {
        int size = range.high().minus(range.low()) + 1;
        for (int at = places.next(0); at < size && free.size() < limit; at = places.next(at + 1)) {
            free.add(range.low().plus(at));
        }
    }
}
