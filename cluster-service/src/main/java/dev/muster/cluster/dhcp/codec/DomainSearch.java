package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names of option 119 (RFC 3397), which may be compressed as in DNS (RFC 1035 4.1.4).
public final class DomainSearch {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LABEL = 63;
    private static final int POINTER = 0xc0;

    private final Octets value;
    private final List<String> names = new ArrayList<>();

    private DomainSearch(Octets value) {
        this.value = value;
    }

    /// Empty if the value is no list of names.
    public static Optional<List<String>> of(Octets value) {
        var search = new DomainSearch(value);
        int at = 0;
        while (at >= 0 && at < value.length()) {
            at = search.name(at);
        }
        return at < 0 ? Optional.empty() : Optional.of(List.copyOf(search.names));
    }

    /// @return where the next name begins, or -1
    private int name(int start) {
        var name = new StringBuilder();
        int at = start;
        int after = -1;
        while (at < value.length() && value.at(at) != 0) {
            int length = value.at(at);
            if ((length & POINTER) == POINTER) {
                if (at + 1 >= value.length()) {
                    return -1;
                }
                after = after < 0 ? at + 2 : after;
                int target = value.uint16At(at) & 0x3fff;
                // only backwards, so that it comes to an end
                if (target >= at) {
                    return -1;
                }
                at = target;
            } else if (length > LONGEST_LABEL || at + 1 + length > value.length() || name.length() > LONGEST_NAME) {
                return -1;
            } else {
                name.append(name.isEmpty() ? "" : ".").append(label(at + 1, length));
                at += 1 + length;
            }
        }
        if (at >= value.length() || name.length() > LONGEST_NAME) {
            return -1;
        }
        names.add(name.toString());
        return after < 0 ? at + 1 : after;
    }

    private String label(int from, int length) {
        return new String(value.slice(from, length).toBytes(), StandardCharsets.ISO_8859_1);
    }
}
