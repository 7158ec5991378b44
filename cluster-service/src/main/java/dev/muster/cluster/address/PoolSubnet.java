package dev.muster.cluster.address;

import dev.muster.model.network.IpAddress;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a pool wants to know of its subnet.
///
/// @param <A> an address
public interface PoolSubnet<A extends IpAddress<A>> {
    String interfaceName();

    /// Whether the machines on the interface are served; otherwise only relays bring its clients.
    boolean isLocal();

    /// From its first address to its last.
    AddressRange<A> whole();

    /// What may be given to any machine, in this order; they do not overlap.
    List<AddressRange<A>> ranges();

    /// What is given to nobody, though it be in a range.
    Set<A> excluded();

    /// Which address belongs to which machine alone.
    Map<MacAddress, A> reservations();

    /// Whether the machines on this very interface are served.
    default boolean isOn(String name) {
        return isLocal() && interfaceName().equals(name);
    }

    default boolean contains(A address) {
        return whole().contains(address);
    }
}
