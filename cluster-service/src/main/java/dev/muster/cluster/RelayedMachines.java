package dev.muster.cluster;

import dev.muster.cluster.dhcp.DhcpServer.Place;

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
    /// subnet to another.
    boolean trusts(Place place) {
        var port = place.lease().port();
        return !port.isDoubted(place.now())
                && switch (this) {
                    case ANY -> true;
                    case NAMED ->
                        isSeen(place) || (port.isNamed() && !place.elsewhere().getAsBoolean());
                    case NONE -> isSeen(place);
                };
    }

    private static boolean isSeen(Place place) {
        return !place.lease().port().relayed() && place.onLink().getAsBoolean();
    }
}
