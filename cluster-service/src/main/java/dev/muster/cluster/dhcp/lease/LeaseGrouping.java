package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.address.Grouping;
import dev.muster.cluster.dhcp.codec.Ipv4;
import java.time.Instant;

/// How the addresses are grouped, and what that makes of leases without end.
public interface LeaseGrouping extends Grouping<Ipv4> {
    /// When a lease without end ends: as everybody's, where its client may have no such lease any more.
    Instant endOf(Lease infinite);
}
