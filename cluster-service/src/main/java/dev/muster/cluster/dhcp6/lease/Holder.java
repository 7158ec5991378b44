package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.address.AddressHolder;
import dev.muster.cluster.wire.Digest;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import org.jspecify.annotations.Nullable;

/// Who asks for an address.
///
/// @param mac of the machine's interface, null if nothing tells it
/// @param duid the client's identifier
/// @param iaid the client's number of its interface
public record Holder(@Nullable MacAddress mac, Digest duid, int iaid) implements AddressHolder<Holder> {
    public static Holder of(@Nullable MacAddress mac, Octets duid, int iaid) {
        return new Holder(mac, Digest.of(duid), iaid);
    }

    /// Whether it is one interface of one machine. On its way up a machine shows several identifiers (firmware,
    /// initramfs, installed system) on one MAC, and must keep its address; under one identifier the interfaces of a
    /// machine have numbers, while all of them may show the MAC of the first.
    @Override
    public boolean isSame(Holder other) {
        return duid.equals(other.duid) ? iaid == other.iaid : mac != null && mac.equals(other.mac);
    }
}
