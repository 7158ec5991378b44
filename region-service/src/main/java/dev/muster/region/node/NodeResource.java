package dev.muster.region.node;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `nodes/<system_id>/`: one node.
@Path(Api.BASE + "/nodes/{system_id}/")
@RunOnVirtualThread
class NodeResource {
    private final Api api;
    private final Nodes nodes;
    private final NodeAccess access;
    private final NodeChangeForm form;
    private final Operations operations;

    NodeResource(Api api, Nodes nodes, NodeAccess access, NodeChangeForm form, @Any Instance<NodeOperations> features) {
        this.api = api;
        this.nodes = nodes;
        this.access = access;
        this.form = form;
        operations = Operations.of("NodeHandler")
                .at("nodes/{system_id}/", "One machine.")
                .on(Method.GET, Role.USER, call -> Answer.json(NodeJson.of(access.visible(call))))
                .says("Reads the node.")
                .on(Method.GET, "power_parameters", Role.ADMIN, this::powerParameters)
                .says("Reads how the node is switched on and off, passwords included.")
                .on(Method.PUT, Role.USER, this::update)
                .says("Changes the node.", NodesDocs.CHANGE)
                .on(Method.DELETE, Role.ADMIN, this::delete)
                .says("Forgets the node. If it boots again, it enlists again.");
        features.forEach(feature -> feature.addTo(operations));
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(operations, body);
    }

    @PUT
    public Response put(byte[] body) {
        return api.answer(operations, body);
    }

    @DELETE
    public Response delete(byte[] body) {
        return api.answer(operations, body);
    }

    private Answer powerParameters(ApiCall call) {
        return Answer.json(nodes.powerParameters(access.visible(call).systemId()));
    }

    private Answer update(ApiCall call) {
        Node node = access.editable(call);
        NodeChange change = form.read(call.parameters(), call.user().superuser(), node);
        try {
            return nodes.change(node.systemId(), change)
                    .map(changed -> Answer.json(NodeJson.of(changed)))
                    .orElseThrow(ApiException::notFound);
        } catch (HostnameTakenException e) {
            throw ApiException.field("hostname", String.valueOf(e.getMessage()));
        }
    }

    private Answer delete(ApiCall call) {
        if (!nodes.delete(call.path("system_id"))) {
            throw ApiException.notFound();
        }
        return Answer.noContent();
    }
}
