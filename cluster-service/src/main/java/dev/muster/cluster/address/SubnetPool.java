package dev.muster.cluster.address;

import dev.muster.model.network.IpAddress;

/// A subnet with its addresses.
///
/// @param <A> an address
public interface SubnetPool<A extends IpAddress<A>> {
    PoolSubnet<A> subnet();

    AddressPool<A, ?, ?> addresses();
}
