package dev.muster.local;

import java.util.List;
import java.util.stream.Stream;

/// Addresses that are not the Internet's, by IANA's registries of special purpose addresses (RFC 6890), and those IPv6
/// addresses that stand for an IPv4 address of them.
final class SpecialNetworks {
    /// Where no archive can be: this machine, the link (metadata services), groups, and what is no address.
    static final List<Network> NEVER = both(
            List.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"),
            // beside ::, ::1 all that was "IPv4-compatible" (RFC 4291, 2.5.5.1)
            List.of("::/96", "fe80::/10", "ff00::/8"));

    /// Where an operator's own archive can be. 6to4 and Teredo (RFC 3056, RFC 4380) hold IPv4 addresses.
    static final List<Network> PRIVATE = both(
            List.of(
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24"),
            List.of("fc00::/7", "fec0::/10", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16"));

    private SpecialNetworks() {}

    private static List<Network> both(List<String> ipv4, List<String> ipv6) {
        return Stream.concat(
                        ipv4.stream().map(Network::of).flatMap(SpecialNetworks::withNat64),
                        ipv6.stream().map(Network::of))
                .toList();
    }

    static Stream<Network> withNat64(Network network) {
        return Stream.concat(Stream.of(network), network.throughNat64().stream());
    }
}
