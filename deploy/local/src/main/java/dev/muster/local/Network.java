package dev.muster.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Addresses with the same first bits, IPv4 or IPv6.
///
/// @param address 4 or 16 bytes as `a.b.c.d` or `a:b:…`, its bits after the first ones zero
/// @param bits how many they have in common
record Network(String address, int bits) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f.:]+)(?:/(\\d{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");

    /// The well-known prefix of NAT64 (RFC 6052), 96 bits long.
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /// Of `10.0.0.0/8`, `10.1.2.3`, `fd00::/8`; bits after the first ones are taken away.
    static Network of(String text) {
        return parsed(text).orElseThrow(() -> new IllegalArgumentException("not an address or network: " + text));
    }

    static Optional<Network> parsed(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String address = form.group(1);
        if (address.indexOf(':') < 0 && !IPV4.matcher(address).matches()) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int longest = bytes.length * 8;
        int bits = form.group(2) == null ? longest : Integer.parseInt(form.group(2));
        return bits > longest ? Optional.empty() : Optional.of(of(bytes, bits));
    }

    private static Network of(byte[] bytes, int bits) {
        byte[] first = bytes.clone();
        for (int bit = bits; bit < first.length * 8; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return new Network(InetAddress.getByAddress(first).getHostAddress(), bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not 4 or 16 bytes", e);
        }
    }

    /// How a NAT64 gateway would be asked for these IPv4 addresses; nothing for IPv6.
    Optional<Network> throughNat64() {
        byte[] bytes = bytes();
        if (bytes.length != 4) {
            return Optional.empty();
        }
        byte[] mapped = Arrays.copyOf(NAT64, 16);
        System.arraycopy(bytes, 0, mapped, NAT64.length, bytes.length);
        return Optional.of(of(mapped, NAT64.length * 8 + bits));
    }

    boolean contains(Network other) {
        byte[] bytes = bytes();
        byte[] others = other.bytes();
        return bytes.length == others.length
                && other.bits >= bits
                && of(others, bits).equals(this);
    }

    /// Those that no other one contains.
    static Stream<Network> widest(Stream<Network> networks) {
        List<Network> all = networks.distinct().toList();
        return all.stream()
                .filter(network -> all.stream().noneMatch(other -> !other.equals(network) && other.contains(network)));
    }

    private byte[] bytes() {
        return InetAddress.ofLiteral(address).getAddress();
    }

    @Override
    public String toString() {
        return address + "/" + bits;
    }
}
