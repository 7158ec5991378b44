package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import java.util.List;

/// Domain names as DNS writes them, without compression (RFC 8415 10).
public final class DomainNames {
    private static final int LONGEST_LABEL = 63;

    private DomainNames() {}

    /// @throws IllegalArgumentException naming the text, if it is no domain name
    public static Octets toOctets(List<String> names) {
        var octets = Octets.EMPTY;
        for (var name : names) {
            String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            for (var label : bare.split("\\.", -1)) {
                if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                    throw new IllegalArgumentException("not a domain name: '" + name + "'");
                }
                octets = octets.followedBy(Octets.uint8(label.length())).followedBy(Octets.ascii(label));
            }
            octets = octets.followedBy(Octets.uint8(0));
        }
        return octets;
    }
}
