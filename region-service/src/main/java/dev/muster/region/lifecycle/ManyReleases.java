package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.NodeLock;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Releases several nodes together: all or none.
@ApplicationScoped
class ManyReleases {
    private final NodeLock lock;
    private final Lifecycle lifecycle;

    ManyReleases(NodeLock lock, Lifecycle lifecycle) {
        this.lock = lock;
        this.lifecycle = lifecycle;
    }

    /// Those that are free already stay so.
    ///
    /// @return the system_ids of those that are released
    /// @throws RefusedException naming all that are in a state in which they cannot be
    @Transactional
    List<String> all(List<String> systemIds, Optional<Boolean> erase) {
        var released = new ArrayList<String>();
        var impossible = new ArrayList<String>();
        for (NodeLock.Held node : lock.all(systemIds)) {
            if (Releases.possible(node.status())) {
                released.add(node.systemId());
            } else if (node.status() != NodeStatus.READY) {
                impossible.add(node.systemId() + " ('" + node.status().label() + "')");
            }
        }
        if (!impossible.isEmpty()) {
            throw RefusedException.conflict(
                    "Node(s) cannot be released in their current state: " + String.join(", ", impossible) + ".");
        }
        released.forEach(id -> lifecycle.release(id, erase));
        return released;
    }
}
