package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.node.MacAddress;
import java.time.Instant;

/// An address that somebody uses who did not get it from here: nobody is given it for a while.
///
/// @param reporter the machine that was given the address and found it taken; [#NOBODY] if our own probe did
public record Quarantine(MacAddress reporter, Ipv4 address, Instant since, Instant until) implements JournalEntry {
    public static final MacAddress NOBODY = MacAddress.of("00:00:00:00:00:00");

    public boolean isActive(Instant now) {
        return until.isAfter(now);
    }
}
