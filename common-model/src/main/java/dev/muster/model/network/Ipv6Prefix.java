package dev.muster.model.network;

import java.util.Optional;

/// An IPv6 network.
///
/// @param base its first address
/// @param length of the prefix in bits, 1 to 128
public record Ipv6Prefix(Ipv6Address base, int length) {
    public Ipv6Prefix {
        if (length < 1 || length > 128) {
            throw new IllegalArgumentException("a prefix has 1 to 128 bits, not " + length);
        }
        base = masked(base, length);
    }

    /// Reads `fd00:1::/64`; bits behind the prefix are ignored.
    ///
    /// @throws IllegalArgumentException naming the text, if it is no prefix
    public static Ipv6Prefix of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IPv6 prefix: '" + text + "'"));
    }

    /// As [#of(String)]; empty if the text is no prefix.
    public static Optional<Ipv6Prefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).strip().matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1).strip());
        return length < 1 || length > 128
                ? Optional.empty()
                : Ipv6Address.parse(text.substring(0, slash)).map(base -> new Ipv6Prefix(base, length));
    }

    /// Its last address.
    public Ipv6Address last() {
        return new Ipv6Address(
                length >= 64 ? base.high() : base.high() | -1L >>> length,
                length == 128 ? base.low() : length <= 64 ? -1 : base.low() | -1L >>> (length - 64));
    }

    public boolean contains(Ipv6Address address) {
        return masked(address, length).equals(base);
    }

    public boolean overlaps(Ipv6Prefix other) {
        return contains(other.base) || other.contains(base);
    }

    @Override
    public String toString() {
        return base + "/" + length;
    }

    private static Ipv6Address masked(Ipv6Address address, int length) {
        return new Ipv6Address(
                length >= 64 ? address.high() : address.high() & -1L << (64 - length),
                length == 128 ? address.low() : length <= 64 ? 0 : address.low() & -1L << (128 - length));
    }
}
