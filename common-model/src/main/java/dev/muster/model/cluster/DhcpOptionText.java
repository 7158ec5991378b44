package dev.muster.model.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The options that an operator may set, and how their values are written: a key is the option's name or its code,
/// a value is text of the option's kind or `hex:` and the octets themselves.
public final class DhcpOptionText {
    private static final int LONGEST_VALUE = 1024;
    private static final String HEX = "hex:";

    /// How the value of an option is written, and its octets.
    private enum Kind {
        /// `10.0.0.1`
        ADDRESS,
        /// `10.0.0.1, 10.0.0.2`
        ADDRESSES,
        UINT8,
        UINT16,
        UINT32,
        TEXT,
        /// `example.com, lab.example.com` (RFC 3397)
        DOMAINS,
        /// `10.1.0.0/16 via 10.0.0.1, 0.0.0.0/0 via 10.0.0.254` (RFC 3442)
        ROUTES,
        /// Only `hex:`.
        OCTETS
    }

    private record Known(int code, String name, Kind kind) {}

    private static final List<Known> KNOWN = List.of(
            new Known(2, "time-offset", Kind.UINT32),
            new Known(3, "routers", Kind.ADDRESSES),
            new Known(4, "time-servers", Kind.ADDRESSES),
            new Known(6, "domain-name-servers", Kind.ADDRESSES),
            new Known(7, "log-servers", Kind.ADDRESSES),
            new Known(12, "host-name", Kind.TEXT),
            new Known(15, "domain-name", Kind.TEXT),
            new Known(17, "root-path", Kind.TEXT),
            new Known(26, "interface-mtu", Kind.UINT16),
            new Known(28, "broadcast-address", Kind.ADDRESS),
            new Known(42, "ntp-servers", Kind.ADDRESSES),
            new Known(43, "vendor-specific", Kind.OCTETS),
            new Known(44, "netbios-name-servers", Kind.ADDRESSES),
            new Known(46, "netbios-node-type", Kind.UINT8),
            new Known(58, "renewal-time", Kind.UINT32),
            new Known(59, "rebinding-time", Kind.UINT32),
            new Known(60, "vendor-class", Kind.TEXT),
            new Known(66, "tftp-server-name", Kind.TEXT),
            new Known(67, "boot-file-name", Kind.TEXT),
            new Known(100, "posix-timezone", Kind.TEXT),
            new Known(101, "tz-timezone", Kind.TEXT),
            new Known(114, "captive-portal", Kind.TEXT),
            new Known(119, "domain-search", Kind.DOMAINS),
            new Known(121, "classless-routes", Kind.ROUTES),
            new Known(125, "vendor-identifying", Kind.OCTETS),
            new Known(150, "tftp-server-addresses", Kind.ADDRESSES),
            new Known(175, "etherboot", Kind.OCTETS),
            new Known(208, "pxelinux-magic", Kind.OCTETS),
            new Known(209, "config-file", Kind.TEXT),
            new Known(210, "path-prefix", Kind.TEXT),
            new Known(211, "reboot-time", Kind.UINT32),
            new Known(252, "wpad", Kind.TEXT));

    private static final Map<Integer, Known> BY_CODE =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(Known::code, known -> known));
    private static final Map<String, Known> BY_NAME =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(Known::name, known -> known));

    /// The server's own: padding, mask, lease, what the protocol itself needs, what the client or its relay says.
    private static final List<Integer> NOT_SETTABLE =
            List.of(0, 1, 50, 51, 52, 53, 54, 55, 57, 61, 77, 81, 82, 93, 94, 97, 118);

    private DhcpOptionText() {}

    /// @throws IllegalArgumentException naming the key, if there is no such option or nobody may set it
    public static int code(String key) {
        var named = BY_NAME.get(key.strip());
        if (named != null) {
            return named.code;
        }
        if (!key.strip().matches("\\d{1,3}") || Integer.parseInt(key.strip()) > 254) {
            throw new IllegalArgumentException("there is no DHCP option '" + key + "'");
        }
        int code = Integer.parseInt(key.strip());
        if (NOT_SETTABLE.contains(code)) {
            throw new IllegalArgumentException("DHCP option " + code + " is not to be set: the server fills it itself");
        }
        return code;
    }

    /// The octets of an option's value.
    ///
    /// @throws IllegalArgumentException naming the option and saying what is wrong with its text
    public static byte[] octets(String key, String text) {
        int code = code(key);
        var known = BY_CODE.get(code);
        byte[] octets;
        try {
            octets = text.strip().startsWith(HEX)
                    ? HexFormat.of()
                            .parseHex(text.strip().substring(HEX.length()).replaceAll("[:\\s]", ""))
                    : octets(known == null ? Kind.OCTETS : known.kind, text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option '" + key + "': " + e.getMessage(), e);
        }
        if (octets.length == 0 || octets.length > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "option '" + key + "': a value has 1 to " + LONGEST_VALUE + " octets, not " + octets.length);
        }
        return octets;
    }

    private static byte[] octets(Kind kind, String text) {
        return switch (kind) {
            case ADDRESS -> address(text);
            case ADDRESSES -> addresses(text);
            case UINT8 -> number(text, 1);
            case UINT16 -> number(text, 2);
            case UINT32 -> number(text, 4);
            case TEXT -> ascii(text);
            case DOMAINS -> domains(text);
            case ROUTES -> routes(text);
            case OCTETS -> throw new IllegalArgumentException("the value is written as 'hex:' and its octets");
        };
    }

    private static byte[] addresses(String text) {
        var out = new ByteArrayOutputStream();
        words(text).forEach(word -> out.writeBytes(address(word)));
        return out.toByteArray();
    }

    private static byte[] address(String text) {
        String[] quad = text.strip().split("\\.", -1);
        if (quad.length != 4 || !Arrays.stream(quad).allMatch(part -> part.matches("\\d{1,3}"))) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
        }
        var octets = new byte[4];
        for (int i = 0; i < octets.length; i++) {
            int octet = Integer.parseInt(quad[i]);
            if (octet > 255) {
                throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
            }
            octets[i] = (byte) octet;
        }
        return octets;
    }

    private static byte[] number(String text, int length) {
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) >> (8 * length) != 0) {
            throw new IllegalArgumentException("'" + text + "' is not a number of " + 8 * length + " bits");
        }
        long value = Long.parseLong(text);
        var octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (value >> (8 * (length - 1 - i)));
        }
        return octets;
    }

    private static byte[] ascii(String text) {
        if (!text.chars().allMatch(character -> character >= ' ' && character < 127)) {
            throw new IllegalArgumentException("only printable ASCII characters are possible");
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] domains(String text) {
        var out = new ByteArrayOutputStream();
        for (var name : words(text)) {
            if (name.length() > 253) {
                throw new IllegalArgumentException("'" + name + "' is longer than a domain name");
            }
            for (var label : name.split("\\.", -1)) {
                if (!label.matches("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")) {
                    throw new IllegalArgumentException("'" + name + "' is not a domain name");
                }
                out.write(label.length());
                out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
            out.write(0);
        }
        return out.toByteArray();
    }

    private static byte[] routes(String text) {
        var out = new ByteArrayOutputStream();
        for (var route : text.split(",", -1)) {
            String[] parts = route.strip().split("\\s+via\\s+|/", -1);
            if (parts.length != 3 || !parts[1].matches("\\d{1,2}") || Integer.parseInt(parts[1]) > 32) {
                throw new IllegalArgumentException(
                        "'" + route.strip() + "' is not a route such as '10.1.0.0/16 via 10.0.0.1'");
            }
            int prefix = Integer.parseInt(parts[1]);
            out.write(prefix);
            out.write(address(parts[0]), 0, (prefix + 7) / 8);
            out.writeBytes(address(parts[2]));
        }
        return out.toByteArray();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
