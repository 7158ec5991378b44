package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;

/// Addresses from `low` to `high`, both included.
record AddressRange(Ipv4 low, Ipv4 high) {
    boolean contains(Ipv4 address) {
        return low.compareTo(address) <= 0 && address.compareTo(high) <= 0;
    }

    boolean isEmpty() {
        return low.compareTo(high) > 0;
    }

    boolean overlaps(AddressRange other) {
        return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
    }

    @Override
    public String toString() {
        return low + "-" + high;
    }

    /// `10.0.0.0/24`; bits behind the prefix are ignored.
    static AddressRange ofCidr(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no prefix length in '" + cidr + "'");
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1).strip());
        if (prefix < 1 || prefix > 32) {
            throw new IllegalArgumentException("prefix length is not 1 to 32: '" + cidr + "'");
        }
        int mask = -1 << (32 - prefix);
        int network = Ipv4.parse(cidr.substring(0, slash)).bits() & mask;
        return new AddressRange(new Ipv4(network), new Ipv4(network | ~mask));
    }
}
