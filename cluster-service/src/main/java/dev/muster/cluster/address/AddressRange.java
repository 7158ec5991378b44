package dev.muster.cluster.address;

import dev.muster.model.network.IpAddress;

/// Addresses from `low` to `high`, both included.
public record AddressRange<A extends IpAddress<A>>(A low, A high) {
    public boolean contains(A address) {
        return low.compareTo(address) <= 0 && address.compareTo(high) <= 0;
    }

    public boolean isEmpty() {
        return low.compareTo(high) > 0;
    }

    public boolean overlaps(AddressRange<A> other) {
        return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
    }

    @Override
    public String toString() {
        return low + "-" + high;
    }
}
