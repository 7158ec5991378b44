package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.wire.Digest;
import dev.muster.cluster.wire.Octets;
import java.util.Optional;

/// Where behind a relay a lease was asked for. What the relay says of it may be long: it is kept as a digest, which is
/// enough to tell one port from another.
///
/// @param relayed whether a relay brought the request
/// @param circuit the port, of option 82/1 (RFC 3046 3.1); 0 if the relay named none
/// @param remote what is at its other end, of option 82/2 (RFC 3046 3.2); 0 if the relay named none
public record RelayPort(boolean relayed, long circuit, long remote) {
    /// On the cluster's own link.
    public static final RelayPort DIRECT = new RelayPort(false, 0, 0);

    public static RelayPort of(Optional<Octets> circuit, Optional<Octets> remote) {
        return new RelayPort(true, number(circuit), number(remote));
    }

    /// Whether the relay said anything by which the port can be told from others.
    public boolean isNamed() {
        return circuit != 0 || remote != 0;
    }

    private static long number(Optional<Octets> value) {
        return value.map(Digest::of).map(Digest::high).orElse(0L);
    }
}
