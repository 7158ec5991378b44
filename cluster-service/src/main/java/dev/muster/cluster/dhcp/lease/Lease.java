package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.node.MacAddress;
import java.time.Instant;

/// An address that a machine has, or had: an expired lease is kept, so that the machine gets the same address
/// again as long as nobody else needs it. A released one expires at its release.
public record Lease(MacAddress mac, Ipv4 address, Instant granted, Instant expires) implements JournalEntry {
    /// When a BOOTP client's ends: it never asks again.
    public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    public boolean isInfinite() {
        return !expires.isBefore(NEVER);
    }

    public boolean isActive(Instant now) {
        return expires.isAfter(now);
    }

    public Lease endedAt(Instant now) {
        return new Lease(mac, address, granted, now);
    }
}
