package dev.muster.cluster;

import dev.muster.cluster.dhcp.DhcpServer.Place;
import java.time.Instant;

/// Of which machines the cluster says who they are where its kernel sees no card of theirs, behind relay agents and on
/// InfiniBand: whoever can send from such an address would be taken for its machine.
public enum RelayedMachines {
    /// Of all that have a lease.
    ANY,
    /// Of those whose relay agent names their port in option 82 (RFC 3046), unless the same MAC has a lease at another.
    NAMED,
    /// Of none: they boot, are added by an administrator, and get no keys.
    NONE;

    /// Whether a lease says who its machine is. None does while its MAC address may have gone from one port of the
    /// subnet
    /// to another.
    boolean trusts(Place place, Instant now) {
        var port = place.lease().port();
        if (port.isDoubted(now)) {
            return false;
        }
        return (place.onLink() && !port.relayed())
                || switch (this) {
                    case ANY -> true;
                    case NAMED -> port.isNamed() && !place.elsewhere();
                    case NONE -> false;
                };
    }
}
