package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a subnet is served over IPv6, besides whatever is done over IPv4. Addresses in any spelling of RFC 4291.
///
/// @param prefix `fd00:1::/64`
/// @param server the cluster's own address in it, which boot files are fetched from
/// @param rangeLow first address for any machine; empty if only machines with a reservation get one
/// @param rangeHigh last address, inclusive; a range has [#LARGEST_RANGE] addresses at most
/// @param dns name servers
/// @param reservations addresses that belong to one machine
/// @param validSeconds length of a lease; 0 for the subnet's `lease_seconds`
/// @param preferredSeconds how long an address may be used for new connections; 0 for three quarters of the length
/// @param rapidCommit whether a client that wants it gets its address in two messages in place of four; for subnets
///     without another DHCPv6 server
/// @param routerLifetimeSeconds how long the cluster says that it is a default router; 0 for not at all
public record Dhcp6Service(
        String prefix,
        String server,
        @JsonProperty("range_low") String rangeLow,
        @JsonProperty("range_high") String rangeHigh,
        List<String> dns,
        Map<String, MacAddress> reservations,
        @JsonProperty("valid_seconds") int validSeconds,
        @JsonProperty("preferred_seconds") int preferredSeconds,
        @JsonProperty("rapid_commit") boolean rapidCommit,
        @JsonProperty("router_lifetime_seconds") int routerLifetimeSeconds) {
    /// Addresses of a range: what a cluster keeps in memory when all were used once.
    public static final int LARGEST_RANGE = 65_536;

    public Dhcp6Service(
            @JsonProperty("prefix") @Nullable String prefix,
            @JsonProperty("server") @Nullable String server,
            @JsonProperty("range_low") @Nullable String rangeLow,
            @JsonProperty("range_high") @Nullable String rangeHigh,
            @JsonProperty("dns") @Nullable List<String> dns,
            @JsonProperty("reservations") @Nullable Map<String, MacAddress> reservations,
            @JsonProperty("valid_seconds") int validSeconds,
            @JsonProperty("preferred_seconds") int preferredSeconds,
            @JsonProperty("rapid_commit") boolean rapidCommit,
            @JsonProperty("router_lifetime_seconds") int routerLifetimeSeconds) {
        this.prefix = prefix == null ? "" : prefix;
        this.server = server == null ? "" : server;
        this.rangeLow = rangeLow == null ? "" : rangeLow;
        this.rangeHigh = rangeHigh == null ? "" : rangeHigh;
        this.dns = dns == null ? List.of() : List.copyOf(dns);
        this.reservations = reservations == null ? Map.of() : Map.copyOf(reservations);
        this.validSeconds = validSeconds;
        this.preferredSeconds = preferredSeconds;
        this.rapidCommit = rapidCommit;
        this.routerLifetimeSeconds = routerLifetimeSeconds;
    }

    /// A range, and the rest as usual.
    public static Dhcp6Service of(String prefix, String server, String rangeLow, String rangeHigh, List<String> dns) {
        return new Dhcp6Service(prefix, server, rangeLow, rangeHigh, dns, null, 0, 0, false, 0);
    }
}
