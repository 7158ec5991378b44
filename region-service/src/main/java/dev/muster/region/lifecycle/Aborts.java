package dev.muster.region.lifecycle;

import dev.muster.model.node.NodePhase.Failure;
import dev.muster.model.node.NodePhase.Settled;
import dev.muster.model.node.NodePhase.Work;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.Move;
import dev.muster.region.refusal.RefusedException;

/// What becomes of a node whose work is stopped.
final class Aborts {
    private Aborts() {}

    /// @throws RefusedException for a state that is nobody's work in progress
    static Move of(NodeStatus status) {
        return switch (status.phase()) {
            case Work.COMMISSIONING -> Move.to(NodeStatus.NEW).because("Commissioning aborted");
            case Work.DEPLOYING -> Move.to(NodeStatus.ALLOCATED).because("Deployment aborted");
            case Work.DISK_ERASING -> Move.to(NodeStatus.FAILED_DISK_ERASING).because("Disk erasing aborted");
            case Work _, Failure _, Settled _ ->
                throw RefusedException.conflict("Nothing to abort: the node's state is '" + status.label() + "'.");
        };
    }
}
