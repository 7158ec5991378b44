package dev.muster.cluster.region.lane;

import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeasedAddresses.Leased;
import java.io.IOException;
import java.util.List;

/// Which of our leases the region has.
public interface RegionLeases {
    /// @throws IOException if no region answers, or not with this
    LeaseDigest digest() throws IOException, InterruptedException;

    /// Those of some buckets.
    ///
    /// @throws IOException as above
    List<Leased> in(List<Integer> buckets) throws IOException, InterruptedException;
}
