package dev.muster.region.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Api;

/// A cluster as API 1.0 shows it.
///
/// @param status 0 pending, 1 accepted, 2 rejected
record NodeGroupJson(
        String uuid,
        int status,
        String name,
        @JsonProperty("cluster_name") String clusterName,
        @JsonProperty("resource_uri") String resourceUri) {

    static NodeGroupJson of(Cluster cluster) {
        return new NodeGroupJson(
                cluster.uuid().toString(),
                cluster.status().number(),
                cluster.name(),
                cluster.clusterName(),
                Api.BASE + "/nodegroups/" + cluster.uuid() + "/");
    }
}
