package dev.muster.region.cluster;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.network.InterfaceFields;
import dev.muster.region.network.InterfaceForm;
import dev.muster.region.network.InterfaceJson;
import dev.muster.region.network.Subnets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `nodegroups/<uuid>/interfaces/` and what is below: the subnets of one cluster.
@ApplicationScoped
class InterfacesResource implements ApiResource {
    private final Clusters clusters;
    private final Subnets subnets;
    private final ClusterInterfaces interfaces;

    InterfacesResource(Clusters clusters, Subnets subnets, ClusterInterfaces interfaces) {
        this.clusters = clusters;
        this.subnets = subnets;
        this.interfaces = interfaces;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of(
                                "NodeGroupInterfacesHandler",
                                "nodegroups/{uuid}/interfaces/",
                                "The subnets that a cluster serves.")
                        .on(Method.GET, "list", Role.ADMIN, this::list)
                        .says("Lists the cluster's interfaces.")
                        .answers(Shape.listOf(InterfaceJson.class))
                        .on(Method.POST, "new", Role.ADMIN, this::add)
                        .says("Adds an interface.", InterfaceFields.docs())
                        .answers(Shape.of(InterfaceJson.class)),
                Operations.of(
                                "NodeGroupInterfaceHandler",
                                "nodegroups/{uuid}/interfaces/{name}/",
                                "One subnet that a cluster serves.")
                        .on(Method.GET, Role.ADMIN, this::read)
                        .says("Reads the interface.")
                        .answers(Shape.of(InterfaceJson.class))
                        .on(Method.PUT, Role.ADMIN, this::change)
                        .says("Changes the interface.", InterfaceFields.docs())
                        .answers(Shape.of(InterfaceJson.class))
                        .on(Method.DELETE, Role.ADMIN, this::remove)
                        .says("Removes the interface: the cluster no longer serves it."));
    }

    private Answer list(ApiCall call) {
        return Answer.json(
                subnets.of(cluster(call)).stream().map(InterfaceJson::of).toList());
    }

    private Answer add(ApiCall call) {
        var uuid = NodeGroupResource.uuid(call);
        return Answer.json(InterfaceJson.of(interfaces.add(uuid, InterfaceForm.read(call.parameters()))));
    }

    private Answer read(ApiCall call) {
        return subnets.named(cluster(call), call.path("name"))
                .map(subnet -> Answer.json(InterfaceJson.of(subnet)))
                .orElseThrow(() -> ClusterInterfaces.unknown(call.path("name")));
    }

    private Answer change(ApiCall call) {
        return Answer.json(InterfaceJson.of(interfaces.change(
                NodeGroupResource.uuid(call),
                call.path("name"),
                known -> InterfaceForm.read(call.parameters(), known))));
    }

    private Answer remove(ApiCall call) {
        interfaces.remove(NodeGroupResource.uuid(call), call.path("name"));
        return Answer.noContent();
    }

    private long cluster(ApiCall call) {
        return clusters.idOf(NodeGroupResource.uuid(call)).orElseThrow(() -> Clusters.unknown(call.path("uuid")));
    }
}
