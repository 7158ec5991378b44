package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.table.UnusedPlaces;
import java.util.List;

/// Which addresses of a range the lease table does not know.
final class UnusedAddresses {
    private final AddressRange range;
    private final UnusedPlaces places = new UnusedPlaces();

    UnusedAddresses(AddressRange range) {
        this.range = range;
    }

    AddressRange range() {
        return range;
    }

    void used(Ipv4 address) {
        places.used(place(address));
    }

    void forgotten(Ipv4 address) {
        places.forgotten(place(address));
    }

    /// Adds the lowest of them, until there are as many.
    void addTo(List<Ipv4> free, int limit) {
        int size = place(range.high()) + 1;
        for (int at = places.next(0); at < size && free.size() < limit; at = places.next(at + 1)) {
            free.add(new Ipv4(range.low().bits() + at));
        }
    }

    private int place(Ipv4 address) {
        return address.bits() - range.low().bits();
    }
}
