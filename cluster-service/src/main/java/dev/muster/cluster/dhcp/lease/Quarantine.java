package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.time.Instant;

/// An address that a machine was given and found in use (DHCPDECLINE): nobody is given it for a while.
///
/// @param reporter the machine; [ClientIdentity#NOBODY] in journals of the first form, if our own probe was it
public record Quarantine(ClientIdentity reporter, Ipv4 address, Instant since, Instant until) implements JournalEntry {
    public boolean isActive(Instant now) {
        return until.isAfter(now);
    }
}
