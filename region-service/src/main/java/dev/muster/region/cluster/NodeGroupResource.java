package dev.muster.region.cluster;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.node.Hostnames;
import dev.muster.region.node.NodeLists;
import dev.muster.region.node.Truth;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// `nodegroups/<uuid>/`: one cluster.
@ApplicationScoped
class NodeGroupResource implements ApiResource {
    private final Clusters clusters;
    private final NodeLists nodes;

    NodeGroupResource(Clusters clusters, NodeLists nodes) {
        this.clusters = clusters;
        this.nodes = nodes;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("NodeGroupHandler", "nodegroups/{uuid}/", "One cluster.")
                .on(Method.GET, Role.USER, this::read)
                .says("Reads the cluster.")
                .answers(Shape.of(NodeGroupJson.class))
                .on(Method.GET, "list_nodes", Role.USER, this::nodes)
                .says("Lists the system_ids of the nodes that the cluster serves, as far as the caller may see them.")
                .answers(Shape.listOf(String.class))
                .on(Method.PUT, Role.ADMIN, this::update)
                .says(
                        "Changes the cluster.",
                        "name: the DNS zone of its machines",
                        "cluster_name: what people call it",
                        "status int: 0 pending, 1 accepted, 2 rejected",
                        "one_boot bool: 1 if a machine that enlists goes on to its commissioning in the same boot")
                .answers(Shape.of(NodeGroupJson.class)));
    }

    private Answer read(ApiCall call) {
        return clusters.byUuid(uuid(call))
                .map(cluster -> Answer.json(NodeGroupJson.of(cluster, call.version())))
                .orElseThrow(() -> Clusters.unknown(call.path("uuid")));
    }

    private Answer nodes(ApiCall call) {
        return clusters.byUuid(uuid(call))
                .map(cluster -> Answer.pages(
                        nodes.systemIdsOf(cluster.uuid(), call.user().viewer())))
                .orElseThrow(() -> Clusters.unknown(call.path("uuid")));
    }

    private Answer update(ApiCall call) {
        var change = new ClusterChange(
                call.parameters().text("name").map(NodeGroupResource::zone),
                call.parameters().text("cluster_name"),
                call.parameters().text("status").map(NodeGroupResource::status),
                call.parameters().text("one_boot").map(text -> Truth.of("one_boot", text)));
        return clusters.change(uuid(call), change)
                .map(cluster -> Answer.json(NodeGroupJson.of(cluster, call.version())))
                .orElseThrow(() -> Clusters.unknown(call.path("uuid")));
    }

    private static String zone(String text) {
        return Hostnames.normalised(text)
                .orElseThrow(() -> RefusedException.field("name", "'" + text + "' is not a DNS zone."));
    }

    private static ClusterStatus status(String text) {
        for (ClusterStatus status : ClusterStatus.values()) {
            if (text.equals(Integer.toString(status.number()))) {
                return status;
            }
        }
        throw RefusedException.field("status", "0 (pending), 1 (accepted) or 2 (rejected) is expected.");
    }

    static UUID uuid(ApiCall call) {
        try {
            return UUID.fromString(call.path("uuid"));
        } catch (IllegalArgumentException _) {
            throw Clusters.unknown(call.path("uuid"));
        }
    }
}
