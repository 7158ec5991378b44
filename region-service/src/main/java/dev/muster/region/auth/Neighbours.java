package dev.muster.region.auth;

import dev.muster.model.node.MacAddress;
import java.util.UUID;

/// Knows what a cluster cannot: the addresses that others have given.
public interface Neighbours {
    /// Whether a card that a cluster's kernel sees at an address of its own link is that of the machine which has the
    /// address: by the lease of any cluster that serves the subnet, or because no cluster gives addresses there.
    boolean isHolder(UUID cluster, String address, MacAddress seen);
}
