package dev.muster.region.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.ApiVersion;

/// A cluster as API 1.0 shows it.
///
/// @param oneBoot ours: whether a machine that enlists goes on to its commissioning in the same boot
/// @param status 0 pending, 1 accepted, 2 rejected
record NodeGroupJson(
        String uuid,
        int status,
        String name,
        @JsonProperty("cluster_name") String clusterName,
        @JsonProperty("one_boot") boolean oneBoot,
        @JsonProperty("resource_uri") String resourceUri) {

    static NodeGroupJson of(Cluster cluster, ApiVersion version) {
        return new NodeGroupJson(
                cluster.uuid().toString(),
                cluster.status().number(),
                cluster.name(),
                cluster.clusterName(),
                cluster.oneBoot(),
                version.uri("nodegroups/" + cluster.uuid() + "/"));
    }
}
