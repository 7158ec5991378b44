package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.address.AddressHolder;
import dev.muster.cluster.wire.Digest;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;

/// Who a lease belongs to.
///
/// @param mac of the machine, by which everybody but DHCP knows it; all zeros if nothing tells it
/// @param key what its leases are found by: the MAC, or the client identifier where there is no MAC, or a subnet goes
///     by identifiers
public record ClientIdentity(MacAddress mac, Digest key) implements AddressHolder<ClientIdentity> {
    /// No machine at all.
    public static final ClientIdentity NOBODY = of(MacAddress.ofBits(0));

    private static final MacAddress NO_MAC = MacAddress.ofBits(0);

    public static ClientIdentity of(MacAddress mac) {
        return new ClientIdentity(mac, new Digest(0, mac.bits()));
    }

    /// Of a machine that shows no MAC.
    public static ClientIdentity of(Octets clientId) {
        return of(NO_MAC, clientId);
    }

    /// By what the client calls itself (RFC 2131 4.2, RFC 4361).
    public static ClientIdentity of(MacAddress mac, Octets clientId) {
        return new ClientIdentity(mac, Digest.of(clientId));
    }

    public boolean hasMac() {
        return !mac.isZero();
    }

    /// Whether both are one client: by their keys, or by one MAC of which either has no identifier. So machines keep
    /// their addresses when a subnet begins to go by identifiers, or ceases to, and when their firmware alone
    /// sends none.
    @Override
    public boolean isSame(ClientIdentity other) {
        return key.equals(other.key) || (hasMac() && mac.equals(other.mac) && (isPlain() || other.isPlain()));
    }

    private boolean isPlain() {
        return key.high() == 0 && key.low() == mac.bits();
    }
}
