package dev.muster.model.network;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IPv6 address as the 128 bits that stand in a packet, without a zone; ordered as unsigned.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record Ipv6Address(long high, long low) implements IpAddress<Ipv6Address> {
    public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);
    public static final int LENGTH = 16;

    private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int GROUPS = 8;

    /// Reads any spelling of RFC 4291 2.2; never asks a name service.
    ///
    /// @throws IllegalArgumentException naming the text, if it is no IPv6 address
    public static Ipv6Address of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IPv6 address: '" + text + "'"));
    }

    /// As [#of(String)]; empty if the text is no IPv6 address, or an IPv4 address in IPv6's form.
    public static Optional<Ipv6Address> parse(String text) {
        String bare = text.strip();
        if (!CHARACTERS.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Inet6Address.ofLiteral(bare) instanceof Inet6Address address
                    ? Optional.of(of(address))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static Ipv6Address of(Inet6Address address) {
        return ofBytes(address.getAddress());
    }

    /// Takes 16 octets as they stand in a packet.
    public static Ipv6Address ofBytes(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("an IPv6 address has 16 octets, not " + octets.length);
        }
        var buffer = ByteBuffer.wrap(octets);
        return new Ipv6Address(buffer.getLong(), buffer.getLong());
    }

    /// The 16 octets, a fresh array.
    public byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }

    /// Without a scope.
    public Inet6Address toInet() {
        try {
            return Inet6Address.getByAddress(null, toBytes(), -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 octets are always an IPv6 address", e);
        }
    }

    /// `fe80::/10`: an address that means nothing beyond its link.
    public boolean isLinkLocal() {
        return (high >>> 54) == 0xfe80 >>> 6;
    }

    @Override
    public Ipv6Address plus(int places) {
        long sum = low + places;
        boolean carry = Long.compareUnsigned(sum, low) < 0;
        return new Ipv6Address(carry ? high + 1 : high, sum);
    }

    @Override
    public int minus(Ipv6Address lower) {
        return (int) (low - lower.low);
    }

    /// How many addresses there are from this one to the last, both included; not positive if the last is below.
    public BigInteger countTo(Ipv6Address last) {
        return new BigInteger(1, last.toBytes())
                .subtract(new BigInteger(1, toBytes()))
                .add(BigInteger.ONE);
    }

    /// How it stands in an URL.
    public String bracketed() {
        return "[" + this + "]";
    }

    @Override
    public int compareTo(Ipv6Address other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// As RFC 5952 wants it: lower case, the longest run of zero groups as `::`.
    @Override
    public String toString() {
        int best = -1;
        int bestLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = 0;
            while (start + length < GROUPS && group(start + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                best = start;
                bestLength = length;
            }
        }
        var text = new StringBuilder(39);
        for (int index = 0; index < GROUPS; index++) {
            if (index == best) {
                text.append("::");
                index += bestLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(index)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        int shift = 16 * (GROUPS / 2 - 1 - index % (GROUPS / 2));
        return (int) (half >>> shift) & 0xffff;
    }

    /// As an address that a socket takes, if it is one of IPv6.
    public static Optional<Ipv6Address> of(InetAddress address) {
        return address instanceof Inet6Address six ? Optional.of(of(six)) : Optional.empty();
    }
}
