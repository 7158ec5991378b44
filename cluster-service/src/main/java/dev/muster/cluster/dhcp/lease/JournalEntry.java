package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;

/// What the journal keeps, the last of an address.
public sealed interface JournalEntry permits Lease, Quarantine, ForeignUse {
    Ipv4 address();
}
