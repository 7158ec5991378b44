package dev.muster.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// From where the apt proxy may fetch.
///
/// @param anythingPublic whether any public address is meant, besides the rest
/// @param hosts names as squid's `dstdomain` has them: `deb.example.org`, or `.example.org` for all below it too
/// @param networks addresses and networks, for who asks for them by number
record Archives(boolean anythingPublic, List<String> hosts, List<Network> networks) {
    static final String PUBLIC = "public";

    private static final Pattern HOST =
            Pattern.compile("\\.?[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*");

    /// A name that ends so is a number to a resolver: `10.1`, `0x7f.1`.
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

    Archives {
        hosts = List.copyOf(hosts);
        networks = List.copyOf(networks);
    }

    /// Of words like `public`, `mirror.example.org`, `10.1.2.3` and `fd00:1::/64`.
    ///
    /// @throws IllegalArgumentException naming the word that is none of these, or that may never be asked
    static Archives of(List<String> words) {
        boolean anythingPublic = false;
        var hosts = new ArrayList<String>();
        var networks = new ArrayList<Network>();
        for (String word : words) {
            String name = word.strip().toLowerCase(Locale.ROOT);
            Optional<Network> network = Network.parsed(name);
            if (name.equals(PUBLIC)) {
                anythingPublic = true;
            } else if (network.isPresent()) {
                networks.add(fetchable(network.get(), word));
            } else if (HOST.matcher(name).matches() && !NUMBER.matcher(name).matches()) {
                hosts.add(name);
            } else {
                throw new IllegalArgumentException("'" + word + "' is not an archive: name '" + PUBLIC
                        + "', host names (.example.org is all below it), addresses or networks");
            }
        }
        return new Archives(anythingPublic, withoutHeld(hosts), networks);
    }

    /// Squid leaves out one of two such, and warns.
    private static List<String> withoutHeld(List<String> hosts) {
        return hosts.stream()
                .distinct()
                .filter(host -> hosts.stream().noneMatch(other -> !other.equals(host) && holds(other, host)))
                .toList();
    }

    private static boolean holds(String domain, String host) {
        return domain.startsWith(".") && ("." + host).endsWith(domain);
    }

    private static Network fetchable(Network network, String word) {
        if (SpecialNetworks.NEVER.stream().anyMatch(never -> never.contains(network))) {
            throw new IllegalArgumentException("'" + word
                    + "' cannot be an archive: the proxy goes to no loopback, link-local or group address at all");
        }
        return network;
    }
}
