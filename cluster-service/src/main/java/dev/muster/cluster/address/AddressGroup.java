package dev.muster.cluster.address;

/// Addresses of which a machine is given any one that is free. Told which of them a table knows, so that it finds one
/// that was never used.
///
/// @param <A> an address
public interface AddressGroup<A> {
    /// The table has the address from now on.
    void used(A address);

    /// The table does not have the address any more.
    void forgotten(A address);
}
