package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;

/// What the journal keeps, the last of each kind for an address.
public sealed interface JournalEntry permits Lease, Quarantine {
    Ipv4 address();
}
