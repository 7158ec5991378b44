package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `nodes/`: all nodes together.
@Path(Api.BASE + "/nodes/")
@RunOnVirtualThread
class NodesResource {
    private final Api api;
    private final Nodes nodes;
    private final Operations operations;

    NodesResource(Api api, Nodes nodes, NewNodeOperation enlist) {
        this.api = api;
        this.nodes = nodes;
        operations = Operations.of("NodesHandler")
                .on(Method.GET, "list", Role.USER, this::list)
                .on(Method.GET, "is_registered", Role.ANONYMOUS, this::isRegistered)
                .on(Method.POST, "new", Role.ANONYMOUS, enlist)
                .on(Method.POST, "accept", Role.ADMIN, this::accept)
                .on(Method.POST, "accept_all", Role.ADMIN, this::acceptAll);
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(operations, body);
    }

    private Answer list(ApiCall call) {
        var filter = new NodeFilter(
                call.parameters().all("id"),
                call.parameters().all("hostname"),
                macs(call.parameters().all("mac_address")),
                call.parameters().text("zone"),
                call.user().superuser()
                        ? Optional.empty()
                        : Optional.of(call.user().id()));
        return Answer.json(nodes.list(filter).stream().map(NodeJson::of).toList());
    }

    private static List<MacAddress> macs(List<String> texts) {
        var macs = new ArrayList<MacAddress>();
        for (String text : texts) {
            macs.add(MacAddress.parse(text)
                    .orElseThrow(() -> ApiException.field("mac_address", "'" + text + "' is not a MAC address.")));
        }
        return macs;
    }

    private Answer isRegistered(ApiCall call) {
        MacAddress mac = macs(List.of(call.mandatory("mac_address"))).getFirst();
        return Answer.json(nodes.byMac(mac)
                .filter(node -> node.status() != NodeStatus.RETIRED)
                .isPresent());
    }

    private Answer accept(ApiCall call) {
        List<String> ids = call.parameters().all("nodes");
        if (ids.isEmpty()) {
            throw ApiException.badRequest("No provided nodes!");
        }
        List<String> unknown =
                ids.stream().filter(id -> nodes.bySystemId(id).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw ApiException.badRequest("Unknown node(s): " + String.join(", ", unknown) + ".");
        }
        return accepted(ids);
    }

    private Answer acceptAll(ApiCall call) {
        return accepted(nodes.enlisted());
    }

    private Answer accepted(List<String> ids) {
        return Answer.json(ids.stream()
                .flatMap(id -> nodes.accept(id).stream())
                .map(NodeJson::of)
                .toList());
    }
}
