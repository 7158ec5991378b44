package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.wire.Digest;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;

/// Who a lease belongs to.
///
/// @param mac of the machine, by which everybody but DHCP knows it
/// @param key what its leases are found by: the MAC, or the client identifier where a subnet goes by that
public record ClientIdentity(MacAddress mac, Digest key) {
    /// No machine at all.
    public static final ClientIdentity NOBODY = of(MacAddress.ofBits(0));

    public static ClientIdentity of(MacAddress mac) {
        return new ClientIdentity(mac, new Digest(0, mac.bits()));
    }

    /// By what the client calls itself (RFC 2131 4.2, RFC 4361).
    public static ClientIdentity of(MacAddress mac, Octets clientId) {
        return new ClientIdentity(mac, Digest.of(clientId));
    }
}
