package dev.muster.region.cluster;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import dev.muster.region.network.InterfaceFields;
import dev.muster.region.network.InterfaceForm;
import dev.muster.region.network.InterfaceJson;
import dev.muster.region.network.Subnets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `nodegroups/<uuid>/interfaces/` and what is below: the subnets of one cluster.
@Path(Api.BASE + "/nodegroups/{uuid}/interfaces/")
@RunOnVirtualThread
class InterfacesResource {
    private final Api api;
    private final Clusters clusters;
    private final Subnets subnets;
    private final ClusterInterfaces interfaces;
    private final Operations all;
    private final Operations one;

    InterfacesResource(Api api, Clusters clusters, Subnets subnets, ClusterInterfaces interfaces) {
        this.api = api;
        this.clusters = clusters;
        this.subnets = subnets;
        this.interfaces = interfaces;
        all = Operations.of("NodeGroupInterfacesHandler")
                .at("nodegroups/{uuid}/interfaces/", "The subnets that a cluster serves.")
                .on(Method.GET, "list", Role.ADMIN, this::list)
                .says("Lists the cluster's interfaces.")
                .on(Method.POST, "new", Role.ADMIN, this::add)
                .says("Adds an interface.", InterfaceFields.docs());
        one = Operations.of("NodeGroupInterfaceHandler")
                .at("nodegroups/{uuid}/interfaces/{name}/", "One subnet that a cluster serves.")
                .on(Method.GET, Role.ADMIN, this::read)
                .says("Reads the interface.")
                .on(Method.PUT, Role.ADMIN, this::change)
                .says("Changes the interface.", InterfaceFields.docs())
                .on(Method.DELETE, Role.ADMIN, this::remove)
                .says("Removes the interface: the cluster no longer serves it.");
    }

    @GET
    public Response get() {
        return api.answer(all);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(all, body);
    }

    @GET
    @Path("{name}/")
    public Response getOne() {
        return api.answer(one);
    }

    @PUT
    @Path("{name}/")
    public Response put(byte[] body) {
        return api.answer(one, body);
    }

    @DELETE
    @Path("{name}/")
    public Response delete(byte[] body) {
        return api.answer(one, body);
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
                .orElseThrow(ApiException::notFound);
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
        return clusters.idOf(NodeGroupResource.uuid(call)).orElseThrow(ApiException::notFound);
    }
}
