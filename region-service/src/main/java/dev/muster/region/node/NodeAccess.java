package dev.muster.region.node;

import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Who may do what with a node: everybody sees nodes without an owner and his own, and changes his own;
/// administrators see and change all.
@ApplicationScoped
public class NodeAccess {
    private final Nodes nodes;

    NodeAccess(Nodes nodes) {
        this.nodes = nodes;
    }

    /// The node of the path, if the caller may see it.
    ///
    /// @throws ApiException 404 or 403
    public Node visible(ApiCall call) {
        Node node = nodes.bySystemId(call.path("system_id")).orElseThrow(() -> Nodes.unknown(call.path("system_id")));
        if (!sees(call.user(), node)) {
            throw ApiException.forbidden("Forbidden: the node belongs to another user.");
        }
        return node;
    }

    /// The node of the path, if the caller may change it.
    ///
    /// @throws ApiException 404 or 403
    public Node editable(ApiCall call) {
        Node node = visible(call);
        if (!edits(call.user(), node)) {
            throw ApiException.forbidden("Forbidden: only its owner or an administrator changes a node.");
        }
        return node;
    }

    /// The nodes that the parameter `nodes` names, in its order, none twice.
    ///
    /// @throws ApiException 400 if it names none, or one that is not there or that the caller does not see
    public List<Node> named(ApiCall call) {
        var ids = new LinkedHashSet<>(call.parameters().all("nodes"));
        if (ids.isEmpty()) {
            throw ApiException.badRequest("No provided nodes!");
        }
        var found = new ArrayList<Node>();
        var unknown = new ArrayList<String>();
        for (String id : ids) {
            nodes.bySystemId(id)
                    .filter(node -> sees(call.user(), node))
                    .ifPresentOrElse(found::add, () -> unknown.add(id));
        }
        if (!unknown.isEmpty()) {
            throw ApiException.badRequest("Unknown node(s): " + String.join(", ", unknown) + ".");
        }
        return found;
    }

    public boolean edits(Caller.User user, Node node) {
        return user.superuser() || owns(user, node);
    }

    private static boolean sees(Caller.User user, Node node) {
        return user.superuser() || node.ownerId().isEmpty() || owns(user, node);
    }

    private static boolean owns(Caller.User user, Node node) {
        return node.ownerId().filter(id -> id == user.id()).isPresent();
    }
}
