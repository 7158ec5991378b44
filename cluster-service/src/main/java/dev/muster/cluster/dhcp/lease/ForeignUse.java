package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.time.Instant;

/// An address that a machine uses without a lease from here: another server of the subnet gave it, or somebody set it
/// by hand. Nobody else is given it for a while, but the machine itself may go on with it here.
public record ForeignUse(ClientIdentity client, Ipv4 address, Instant since, Instant until) implements JournalEntry {}
