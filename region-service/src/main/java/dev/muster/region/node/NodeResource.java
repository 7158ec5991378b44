package dev.muster.region.node;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/// `nodes/<system_id>/`: one node.
@ApplicationScoped
class NodeResource implements ApiResource {
    private final Nodes nodes;
    private final NodeAccess access;
    private final NodeChangeForm form;
    private final Instance<NodeOperations> features;

    NodeResource(Nodes nodes, NodeAccess access, NodeChangeForm form, @Any Instance<NodeOperations> features) {
        this.nodes = nodes;
        this.access = access;
        this.form = form;
        this.features = features;
    }

    @Override
    public List<Operations> operations() {
        var operations = Operations.of("NodeHandler", "nodes/{system_id}/", "One machine.")
                .on(Method.GET, Role.USER, call -> Answer.json(NodeJson.of(access.visible(call), call.version())))
                .says("Reads the node.")
                .answers(Shape.of(NodeJson.class))
                .on(Method.GET, "power_parameters", Role.ADMIN, this::powerParameters)
                .says("Reads how the node is switched on and off, passwords included.")
                .answers(Shape.mapOf(Object.class))
                .on(Method.PUT, Role.USER, this::update)
                .says("Changes the node.", NodesDocs.CHANGE)
                .answers(Shape.of(NodeJson.class))
                .on(Method.DELETE, Role.ADMIN, this::delete)
                .says("Forgets the node. If it boots again, it enlists again.");
        features.forEach(feature -> feature.addTo(operations));
        return List.of(operations);
    }

    private Answer powerParameters(ApiCall call) {
        return Answer.json(nodes.powerParameters(access.visible(call).systemId()));
    }

    private Answer update(ApiCall call) {
        Node node = access.editable(call);
        NodeChange change = form.read(call.parameters(), call.user().superuser(), node);
        try {
            return nodes.change(node.systemId(), change)
                    .map(changed -> Answer.json(NodeJson.of(changed, call.version())))
                    .orElseThrow(() -> Nodes.unknown(node.systemId()));
        } catch (HostnameTakenException e) {
            throw RefusedException.field("hostname", String.valueOf(e.getMessage()));
        }
    }

    private Answer delete(ApiCall call) {
        if (!nodes.delete(call.path("system_id"))) {
            throw Nodes.unknown(call.path("system_id"));
        }
        return Answer.noContent();
    }
}
