package dev.muster.cluster;

import dev.muster.cluster.dhcp.lease.RelayPort;
import java.time.Instant;

/// Of which machines behind relay agents the cluster says who they are: the kernel sees no card of theirs, so that
/// whoever can send from such an address would be taken for its machine.
public enum RelayedMachines {
    /// Of all that have a lease.
    ANY,
    /// Of those whose relay agent names their port in option 82 (RFC 3046).
    NAMED,
    /// Of none: they boot and enlist, and get no keys.
    NONE;

    /// Whether a lease says who its machine is. None does while it may have gone from one port to another.
    boolean trusts(RelayPort port, Instant now) {
        if (!port.relayed()) {
            return true;
        }
        return !port.isDoubted(now)
                && switch (this) {
                    case ANY -> true;
                    case NAMED -> port.isNamed();
                    case NONE -> false;
                };
    }
}
