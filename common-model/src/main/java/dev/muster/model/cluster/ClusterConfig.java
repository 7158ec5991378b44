package dev.muster.model.cluster;

import java.util.List;
import java.util.UUID;

/// All that a cluster is told to serve (`muster.cluster-config.v1`, key: the uuid). Whole each time, never a
/// difference.
///
/// @param version rises with each change; an older one is never applied over a newer one
public record ClusterConfig(UUID uuid, long version, String name, List<SubnetConfig> subnets) {
    public ClusterConfig {
        subnets = List.copyOf(subnets);
    }
}
