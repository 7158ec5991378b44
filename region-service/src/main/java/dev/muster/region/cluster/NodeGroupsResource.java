package dev.muster.region.cluster;

import dev.muster.model.power.PowerType;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `nodegroups/`: all clusters together.
@ApplicationScoped
class NodeGroupsResource implements ApiResource {
    private final Clusters clusters;
    private final Joining joining;

    NodeGroupsResource(Clusters clusters, Joining joining) {
        this.clusters = clusters;
        this.joining = joining;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("NodeGroupsHandler", "nodegroups/", "The clusters, each beside its machines.")
                .on(
                        Method.GET,
                        "list",
                        Role.ANONYMOUS,
                        call -> Answer.pages(clusters.all().map(cluster -> NodeGroupJson.of(cluster, call.version()))))
                .says("Lists all clusters.")
                .answers(Shape.listOf(NodeGroupJson.class))
                .on(Method.GET, "describe_power_types", Role.USER, _ -> Answer.json(PowerTypes.all()))
                .says("Lists how machines are switched on and off, and the parameters of each way.")
                .answers(Shape.listOf(PowerType.class))
                .on(Method.POST, "create_join_secret", Role.ADMIN, _ -> Answer.json(joining.secret()))
                .says("Makes a secret with which one new cluster joins.")
                .answers(Shape.of(Joining.NewSecret.class)));
    }
}
