package dev.muster.cluster.region.lane;

import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The cluster's leases, over both versions of IP. The region follows it; what is in it is on the
/// disk. Safe to read from any thread.
public interface LeaseTable {
    /// A lease of a machine whose MAC is known.
    ///
    /// @param address as in [dev.muster.model.event.LeaseRecord]
    record Held(MacAddress mac, String address, Instant expires) {}

    /// The last lease of an address, one that has ended too.
    Optional<Held> of(String address);

    /// Shows those that have not ended, in no order.
    void forEach(Consumer<Held> visitor);
}
