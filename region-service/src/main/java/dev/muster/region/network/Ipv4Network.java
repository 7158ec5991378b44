package dev.muster.region.network;

import java.util.Optional;
import java.util.OptionalLong;

/// An IPv4 network.
///
/// @param base the lowest address, as a number
/// @param prefix length, 1 to 30
record Ipv4Network(long base, int prefix) {
    private static final long ALL = 0xFFFFFFFFL;

    Ipv4Network {
        if (prefix < 1 || prefix > 30 || base != (base & mask(prefix))) {
            throw new IllegalArgumentException("no network: " + Ipv4.text(base) + "/" + prefix);
        }
    }

    /// Reads `10.0.0.0/24`; host bits may be set and are dropped.
    static Optional<Ipv4Network> parse(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,2}")) {
            return Optional.empty();
        }
        return of(Ipv4.parse(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
    }

    /// The network of an address under a mask such as `255.255.255.0`.
    static Optional<Ipv4Network> of(String address, String mask) {
        OptionalLong bits = Ipv4.parse(mask);
        if (bits.isEmpty()) {
            return Optional.empty();
        }
        int prefix = Long.bitCount(bits.getAsLong());
        return bits.getAsLong() == mask(prefix) ? of(Ipv4.parse(address), prefix) : Optional.empty();
    }

    private static Optional<Ipv4Network> of(OptionalLong address, int prefix) {
        return address.isEmpty() || prefix < 1 || prefix > 30
                ? Optional.empty()
                : Optional.of(new Ipv4Network(address.getAsLong() & mask(prefix), prefix));
    }

    private static long mask(int prefix) {
        return prefix == 0 ? 0 : (ALL << (32 - prefix)) & ALL;
    }

    boolean contains(long address) {
        return (address & mask(prefix)) == base;
    }

    /// Whether a machine can have the address: inside, and neither the network's own nor the broadcast address.
    boolean usable(long address) {
        return contains(address) && address != base && address != broadcast();
    }

    long broadcast() {
        return base | ALL >> prefix;
    }

    String maskText() {
        return Ipv4.text(mask(prefix));
    }

    @Override
    public String toString() {
        return Ipv4.text(base) + "/" + prefix;
    }
}
