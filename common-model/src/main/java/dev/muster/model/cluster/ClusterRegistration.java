package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a cluster says of itself when it joins and after each restart
/// (`POST /MAAS/cluster/v1/register`).
///
/// @param uuid chosen by the cluster, kept on its disk
/// @param secret the one-time join secret on the first registration; null when the call carries credentials
/// @param httpPort where the cluster serves images and passes on the nodes' calls
/// @param interfaces the subnets it can serve; their ranges are taken over on the first registration only,
///     after that the region's own settings hold
public record ClusterRegistration(
        UUID uuid,
        String name,
        @Nullable String secret,
        @JsonProperty("http_port") int httpPort,
        List<SubnetConfig> interfaces) {
    public ClusterRegistration {
        interfaces = List.copyOf(interfaces);
    }

    @Override
    public String toString() {
        return "ClusterRegistration[uuid=" + uuid + ", name=" + name + "]";
    }
}
