package dev.muster.region.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import dev.muster.region.api.ApiVersion;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A node as API 1.0 shows it: MAAS 1.7.1's keys, all of them, two of 1.9's that say how it stands, and the cluster.
///
/// @param nodegroup ours: uuid of the cluster that serves it; null while it has none
/// @param substatusMessage why it failed or is broken, else what its machine said last of its work; may be empty
/// @param routers MACs of the switches that commissioning saw; null before
public record NodeJson(
        @JsonProperty("system_id") String systemId,
        String hostname,
        @Nullable String owner,
        @JsonProperty("macaddress_set") List<Mac> macs,
        String architecture,
        @JsonProperty("cpu_count") int cpuCount,
        int memory,
        long storage,
        int status,
        int substatus,
        @JsonProperty("substatus_name") String substatusName,
        @JsonProperty("substatus_message") String substatusMessage,
        String osystem,
        @JsonProperty("distro_series") String distroSeries,
        boolean netboot,
        @JsonProperty("power_type") String powerType,
        @JsonProperty("power_state") String powerState,
        @JsonProperty("tag_names") List<String> tagNames,
        @JsonProperty("ip_addresses") List<String> ipAddresses,
        @Nullable List<String> routers,
        Zone zone,
        @JsonProperty("disable_ipv4") boolean disableIpv4,
        @Nullable UUID nodegroup,
        @JsonProperty("resource_uri") String resourceUri) {

    /// For all of a list.
    public static Function<Node, NodeJson> in(ApiVersion version) {
        return node -> of(node, version);
    }

    public static NodeJson of(Node node, ApiVersion version) {
        String uri = uri(node, version);
        return new NodeJson(
                node.systemId(),
                node.hostname(),
                node.owner().orElse(null),
                node.namedMacs().stream().map(mac -> Mac.of(mac, uri)).toList(),
                node.architecture(),
                node.hardware().cpuCount(),
                node.hardware().memory(),
                node.hardware().storage(),
                node.status().folded(),
                node.status().number(),
                node.status().label(),
                node.work().error().isEmpty() ? node.work().text() : node.work().error(),
                node.osystem(),
                node.distroSeries(),
                node.netboot(),
                node.powerType(),
                node.powerState(),
                node.facts().tags(),
                node.facts().addresses(),
                node.facts().routers().orElse(null),
                Zone.of(node.zone(), version),
                node.disableIpv4(),
                node.cluster().orElse(null),
                uri);
    }

    /// An element of `macaddress_set`.
    public record Mac(
            @JsonProperty("mac_address") String mac,
            @JsonProperty("resource_uri") String resourceUri) {
        static Mac of(MacAddress mac, String nodeUri) {
            return new Mac(mac.value(), nodeUri + "macs/" + mac.value() + "/");
        }
    }

    static String uri(Node node, ApiVersion version) {
        return version.uri("nodes/" + node.systemId() + "/");
    }

    /// The node's zone.
    public record Zone(
            String name,
            String description,
            @JsonProperty("resource_uri") String resourceUri) {
        static Zone of(Node.Zone zone, ApiVersion version) {
            return new Zone(zone.name(), zone.description(), version.uri("zones/" + zone.name() + "/"));
        }
    }
}
