package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.node.MacAddress;
import java.time.Instant;

/// An address that a machine has, or had: an expired lease is kept, so that the machine gets the same address
/// again as long as nobody else needs it. A released one expires at its release.
///
/// @param port where it was asked for
public record Lease(ClientIdentity client, Ipv4 address, Instant granted, Instant expires, RelayPort port)
        implements JournalEntry {
    /// When a BOOTP client's ends: it never asks again.
    public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /// Of a machine on the cluster's own link that is known by its MAC.
    public Lease(MacAddress mac, Ipv4 address, Instant granted, Instant expires) {
        this(ClientIdentity.of(mac), address, granted, expires, RelayPort.DIRECT);
    }

    public MacAddress mac() {
        return client.mac();
    }

    public boolean isInfinite() {
        return !expires.isBefore(NEVER);
    }

    public boolean isActive(Instant now) {
        return expires.isAfter(now);
    }

    public Lease endedAt(Instant now) {
        return new Lease(client, address, granted, now, port);
    }
}
