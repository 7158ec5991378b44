package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.api.ApiException;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeMoves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Releases several nodes together: all or none.
@ApplicationScoped
class ManyReleases {
    private final NodeMoves moves;
    private final Lifecycle lifecycle;

    ManyReleases(NodeMoves moves, Lifecycle lifecycle) {
        this.moves = moves;
        this.lifecycle = lifecycle;
    }

    /// Those that are free already stay so.
    ///
    /// @return the system_ids of those that are released
    /// @throws ApiException 409 naming all that are in a state in which they cannot be
    @Transactional
    List<String> all(List<String> systemIds, Optional<Boolean> erase) {
        var released = new ArrayList<String>();
        var impossible = new ArrayList<String>();
        // in one order, so that two callers never wait for each other in a circle
        for (String id : systemIds.stream().sorted().toList()) {
            Optional<Node> node = moves.locked(id);
            if (node.filter(found -> Releases.possible(found.status())).isPresent()) {
                released.add(id);
            } else {
                node.filter(found -> found.status() != NodeStatus.READY)
                        .ifPresent(found ->
                                impossible.add(id + " ('" + found.status().label() + "')"));
            }
        }
        if (!impossible.isEmpty()) {
            throw ApiException.conflict(
                    "Node(s) cannot be released in their current state: " + String.join(", ", impossible) + ".");
        }
        released.forEach(id -> lifecycle.release(id, erase));
        return released;
    }
}
