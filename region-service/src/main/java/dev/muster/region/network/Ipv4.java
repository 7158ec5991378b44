package dev.muster.region.network;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/// IPv4 addresses as numbers.
final class Ipv4 {
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private Ipv4() {}

    /// Empty if the text is no dotted quad.
    static OptionalLong parse(String text) {
        if (!DOTTED_QUAD.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        long address = 0;
        for (String octet : text.split("\\.")) {
            int value = Integer.parseInt(octet);
            if (value > 255) {
                return OptionalLong.empty();
            }
            address = address << 8 | value;
        }
        return OptionalLong.of(address);
    }

    static String text(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
