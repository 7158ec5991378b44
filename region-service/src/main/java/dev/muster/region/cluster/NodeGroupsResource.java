package dev.muster.region.cluster;

import dev.muster.model.power.PowerTypes;
import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `nodegroups/`: all clusters together.
@Path(Api.BASE + "/nodegroups/")
@RunOnVirtualThread
class NodeGroupsResource {
    private final Api api;
    private final Operations operations;

    NodeGroupsResource(Api api, Clusters clusters, Joining joining) {
        this.api = api;
        operations = Operations.of("NodeGroupsHandler")
                .at("nodegroups/", "The clusters, each beside its machines.")
                .on(
                        Method.GET,
                        "list",
                        Role.ANONYMOUS,
                        _ -> Answer.json(
                                clusters.all().stream().map(NodeGroupJson::of).toList()))
                .says("Lists all clusters.")
                .on(Method.GET, "describe_power_types", Role.USER, _ -> Answer.json(PowerTypes.all()))
                .says("Lists how machines are switched on and off, and the parameters of each way.")
                .on(Method.POST, "create_join_secret", Role.ADMIN, _ -> Answer.json(joining.secret()))
                .says("Makes a secret with which one new cluster joins.");
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(operations, body);
    }
}
