package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// The region's answer to a registration.
///
/// @param token the cluster's own credential, given once, when it joined with a secret; null afterwards
/// @param config what to serve now; the same record comes over Kafka whenever it changes
/// @param heartbeatSeconds how often the region wants to hear from the cluster
public record ClusterWelcome(
        @Nullable String token,
        ClusterConfig config,
        @JsonProperty("heartbeat_seconds") int heartbeatSeconds) {
    @Override
    public String toString() {
        return "ClusterWelcome[config=" + config + "]";
    }
}
