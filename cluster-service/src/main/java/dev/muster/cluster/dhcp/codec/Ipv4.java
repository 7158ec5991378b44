package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.IpAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IPv4 address as the 32 bits that stand in a packet; ordered as unsigned.
public record Ipv4(int bits) implements IpAddress<Ipv4> {
    public static final Ipv4 ANY = new Ipv4(0);
    public static final Ipv4 BROADCAST = new Ipv4(-1);

    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /// Reads a dotted quad; never asks a name service.
    ///
    /// @throws IllegalArgumentException naming the text, if it is none
    public static Ipv4 parse(String text) {
        var quad = DOTTED.matcher(text.strip());
        if (!quad.matches()) {
            throw new IllegalArgumentException("not an IPv4 address: '" + text + "'");
        }
        int bits = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(quad.group(group));
            if (octet > 255) {
                throw new IllegalArgumentException("not an IPv4 address: '" + text + "'");
            }
            bits = bits << 8 | octet;
        }
        return new Ipv4(bits);
    }

    /// As [#parse(String)]; empty if the text is none.
    public static Optional<Ipv4> parsed(String text) {
        return DOTTED.matcher(text.strip()).matches()
                        && Arrays.stream(text.strip().split("\\.", -1))
                                .allMatch(octet -> Integer.parseInt(octet) <= 255)
                ? Optional.of(parse(text))
                : Optional.empty();
    }

    public static Ipv4 of(Inet4Address address) {
        return new Ipv4(Octets.of(address.getAddress()).int32At(0));
    }

    public Inet4Address toInet() {
        try {
            return (Inet4Address) InetAddress.getByAddress(octets().toBytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are always an IPv4 address", e);
        }
    }

    public Octets octets() {
        return Octets.uint32(bits);
    }

    public boolean isZero() {
        return bits == 0;
    }

    @Override
    public Ipv4 plus(int places) {
        return new Ipv4(bits + places);
    }

    @Override
    public int minus(Ipv4 lower) {
        return bits - lower.bits;
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
    }
}
