package dev.muster.region.node;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Caller;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
    private final Operations operations;

    NodeResource(Api api, Nodes nodes, QueryPowerStateOperation queryPowerState) {
        this.api = api;
        this.nodes = nodes;
        operations = Operations.of("NodeHandler")
                .on(Method.GET, Role.USER, call -> Answer.json(NodeJson.of(visible(call))))
                .on(Method.GET, "power_parameters", Role.ADMIN, this::powerParameters)
                .on(Method.GET, "query_power_state", Role.USER, call -> {
                    visible(call);
                    return queryPowerState.answer(call);
                })
                .on(Method.PUT, Role.USER, this::update)
                .on(Method.DELETE, Role.ADMIN, this::delete);
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

    /// Everybody sees nodes without an owner and his own; administrators see all.
    private Node visible(ApiCall call) {
        Node node = nodes.bySystemId(call.path("system_id")).orElseThrow(ApiException::notFound);
        Caller.User user = call.user();
        if (!user.superuser() && node.ownerId().isPresent() && !owns(user, node)) {
            throw ApiException.forbidden("Forbidden: the node belongs to another user.");
        }
        return node;
    }

    private static boolean owns(Caller.User user, Node node) {
        return node.ownerId().filter(id -> id == user.id()).isPresent();
    }

    private Answer powerParameters(ApiCall call) {
        return Answer.json(nodes.powerParameters(visible(call).systemId()));
    }

    private Answer update(ApiCall call) {
        Node node = visible(call);
        Caller.User user = call.user();
        if (!user.superuser() && !owns(user, node)) {
            throw ApiException.forbidden("Forbidden: only its owner or an administrator changes a node.");
        }
        NodeChange change = NodeChangeForm.read(call.parameters(), user.superuser(), node);
        PowerForm.check(call.parameters(), change, node, nodes.powerParameters(node.systemId()));
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
