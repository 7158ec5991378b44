package dev.muster.model.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// An Ethernet address of six octets, normalised: `00:9c:02:8e:02:6a`.
///
/// Every spelling that machines and clients use is read at the edge and is one value from there on:
/// colons or hyphens, any case, no separator, and PXELINUX's `01-` hardware type in front.
///
/// A port of an InfiniBand fabric is known by the Ethernet address that belongs to it, see [#ofGuid].
public record MacAddress(@JsonValue String value) implements Comparable<MacAddress> {
    private static final Pattern NORMAL = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern SPELLING = Pattern.compile(
            "(?:01[:-])?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})"
                    + "[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})",
            Pattern.CASE_INSENSITIVE);

    /// IPoIB's hardware address, 20 octets of which the last eight are the port's GUID (RFC 4391 9.1.1). The others
    /// change when the machine starts.
    private static final Pattern INFINIBAND = Pattern.compile(
            "(?:[0-9a-f]{2}[:-]){12}(?<guid>[0-9a-f]{2}([:-][0-9a-f]{2}){7})", Pattern.CASE_INSENSITIVE);

    private static final int INFINIBAND_LENGTH = 59;

    public MacAddress {
        if (!NORMAL.matcher(value).matches()) {
            throw new IllegalArgumentException("not a normalised MAC address: '" + value + "'");
        }
    }

    /// Reads any accepted spelling.
    ///
    /// @throws IllegalArgumentException naming the text, if it is no MAC address
    @JsonCreator
    public static MacAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a MAC address: '" + text + "'"));
    }

    /// Reads any accepted spelling; empty if the text is no MAC address.
    public static Optional<MacAddress> parse(String text) {
        String stripped = text.strip();
        if (stripped.length() == INFINIBAND_LENGTH) {
            var infiniband = INFINIBAND.matcher(stripped);
            return infiniband.matches()
                    ? Optional.of(ofGuid(HexFormat.fromHexDigitsToLong(
                            infiniband.group("guid").replaceAll("[:-]", ""))))
                    : Optional.empty();
        }
        var matcher = SPELLING.matcher(stripped);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var joined = new StringBuilder(17);
        for (int group = 1; group <= 6; group++) {
            joined.append(group == 1 ? "" : ":").append(matcher.group(group).toLowerCase(java.util.Locale.ROOT));
        }
        return Optional.of(new MacAddress(joined.toString()));
    }

    /// Takes six octets as they stand in a packet.
    public static MacAddress ofBytes(byte[] octets) {
        if (octets.length != 6) {
            throw new IllegalArgumentException("a MAC address has 6 octets, not " + octets.length);
        }
        return new MacAddress(HexFormat.ofDelimiter(":").formatHex(octets));
    }

    /// The Ethernet address that belongs to an InfiniBand port: the first three octets of its GUID and the last three.
    /// A GUID is made of such an address by two octets in its middle (EUI-64), and iPXE, cloud-init and the
    /// firmware of the adapters go back by the same rule.
    ///
    /// @param guid 64 bits, big-endian
    public static MacAddress ofGuid(long guid) {
        return ofBits(guid >>> 40 << 24 | (guid & 0xff_ffff));
    }

    /// The six octets, a fresh array.
    public byte[] toBytes() {
        return HexFormat.ofDelimiter(":").parseHex(value);
    }

    /// Takes an address from the lower 48 bits of a number; those above are ignored.
    public static MacAddress ofBits(long bits) {
        var octets = new byte[6];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (bits >> (8 * (octets.length - 1 - i)));
        }
        return ofBytes(octets);
    }

    /// The address as a number of 48 bits.
    public long bits() {
        return Long.parseLong(value.replace(":", ""), 16);
    }

    /// Whether the address is a group's, broadcast among them (IEEE 802, the first octet's lowest bit): no card has
    /// it.
    public boolean isGroup() {
        return (Integer.parseInt(value, 0, 2, 16) & 1) == 1;
    }

    /// Whether it is `00:00:00:00:00:00`, which interfaces without an address show.
    public boolean isZero() {
        return value.equals("00:00:00:00:00:00");
    }

    /// Whether a card can have the address.
    public boolean isCard() {
        return !isGroup() && !isZero();
    }

    /// `00-9c-02-8e-02-6a`, as pxeconfig queries and PXELINUX file names spell it.
    public String hyphenated() {
        return value.replace(':', '-');
    }

    @Override
    public int compareTo(MacAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
