package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A route of option 121 (RFC 3442): a destination with as many octets as its prefix needs, then the router.
public record ClasslessRoute(Ipv4 destination, int prefix, Ipv4 router) {
    /// Empty if the value is no list of routes.
    public static Optional<List<ClasslessRoute>> of(Octets value) {
        var routes = new ArrayList<ClasslessRoute>();
        int at = 0;
        while (at < value.length()) {
            int prefix = value.at(at++);
            int significant = (prefix + 7) / 8;
            if (prefix > 32 || at + significant + 4 > value.length()) {
                return Optional.empty();
            }
            int destination = 0;
            for (int octet = 0; octet < significant; octet++) {
                destination |= value.at(at + octet) << (24 - 8 * octet);
            }
            at += significant;
            routes.add(new ClasslessRoute(new Ipv4(destination), prefix, new Ipv4(value.int32At(at))));
            at += 4;
        }
        return Optional.of(routes);
    }
}
