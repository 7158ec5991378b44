package dev.muster.region.node;

import dev.muster.region.api.ApiCall;
import dev.muster.region.caller.Caller;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who may do what with a node: everybody sees nodes without an owner and his own, and changes his own;
/// administrators see and change all.
@ApplicationScoped
public class NodeAccess {
    /// Nodes that one call may name: what it does with them is one transaction, or one after the other.
    private static final int MOST = 1_000;

    private final NodeLists lists;

    NodeAccess(NodeLists lists) {
        this.lists = lists;
    }

    /// The node of the path, if the caller may see it.
    ///
    /// @throws RefusedException if it is not there, or not for this caller
    public Node visible(ApiCall call) {
        Node node = lists.bySystemId(call.path("system_id")).orElseThrow(() -> Nodes.unknown(call.path("system_id")));
        if (!sees(call.user(), node.ownerId())) {
            throw RefusedException.forbidden("Forbidden: the node belongs to another user.");
        }
        return node;
    }

    /// The node of the path, if the caller may change it.
    ///
    /// @throws RefusedException if it is not there, or not for this caller
    public Node editable(ApiCall call) {
        Node node = visible(call);
        if (!edits(call.user(), node)) {
            throw RefusedException.forbidden("Forbidden: only its owner or an administrator changes a node.");
        }
        return node;
    }

    /// The nodes that the parameter `nodes` names, in its order, none twice.
    ///
    /// @throws RefusedException if it names none, too many, or one that is not there or that he does not see
    public List<NodeBrief> named(ApiCall call) {
        var ids = new LinkedHashSet<>(call.parameters().all("nodes"));
        if (ids.isEmpty()) {
            throw RefusedException.invalid("No provided nodes!");
        }
        if (ids.size() > MOST) {
            throw RefusedException.field(
                    "nodes", ids.size() + " nodes are too many for one call: at most " + MOST + ".");
        }
        Map<String, NodeBrief> seen = lists.brief(ids).stream()
                .filter(node -> sees(call.user(), node.ownerId()))
                .collect(Collectors.toMap(NodeBrief::systemId, Function.identity()));
        List<String> unknown = ids.stream().filter(id -> !seen.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            throw RefusedException.invalid("Unknown node(s): " + String.join(", ", unknown) + ".");
        }
        return ids.stream().map(seen::get).toList();
    }

    public boolean edits(Caller.User user, NodeBrief node) {
        return user.superuser() || owns(user, node.ownerId());
    }

    public boolean edits(Caller.User user, Node node) {
        return user.superuser() || owns(user, node.ownerId());
    }

    private static boolean sees(Caller.User user, Optional<Long> owner) {
        return user.superuser() || owner.isEmpty() || owns(user, owner);
    }

    private static boolean owns(Caller.User user, Optional<Long> owner) {
        return owner.filter(id -> id == user.id()).isPresent();
    }
}
