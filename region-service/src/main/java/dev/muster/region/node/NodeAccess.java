package dev.muster.region.node;

import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/// Who may see and change which node: everybody sees nodes without an owner and his own, and changes his own;
/// administrators see and change all.
@ApplicationScoped
class NodeAccess {
    private final Nodes nodes;

    NodeAccess(Nodes nodes) {
        this.nodes = nodes;
    }

    /// The node that the path of a call names.
    Node visible(ApiCall call) {
        Node node = nodes.bySystemId(call.path("system_id")).orElseThrow(ApiException::notFound);
        Caller.User user = call.user();
        if (!user.superuser() && node.ownerId().isPresent() && !owns(user, node)) {
            throw ApiException.forbidden("Forbidden: the node belongs to another user.");
        }
        return node;
    }

    /// The node that the path of a call names, to be changed.
    Node editable(ApiCall call) {
        Node node = visible(call);
        if (!call.user().superuser() && !owns(call.user(), node)) {
            throw ApiException.forbidden("Forbidden: only its owner or an administrator changes a node.");
        }
        return node;
    }

    private static boolean owns(Caller.User user, Node node) {
        return node.ownerId().filter(id -> id == user.id()).isPresent();
    }
}
