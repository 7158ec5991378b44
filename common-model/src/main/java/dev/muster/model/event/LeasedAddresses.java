package dev.muster.model.event;

import dev.muster.model.node.MacAddress;
import java.util.List;

/// The leases of some buckets of a [LeaseDigest] as the region has them (`GET /MAAS/cluster/v1/leases?buckets=1,5`).
public record LeasedAddresses(List<Leased> leases) {
    public LeasedAddresses {
        leases = List.copyOf(leases);
    }

    /// @param address as in [LeaseRecord]
    public record Leased(String address, MacAddress mac) {}
}
