package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.api.ApiException;
import dev.muster.region.node.Move;

/// What becomes of a node whose work is stopped.
final class Aborts {
    private Aborts() {}

    /// @throws ApiException 409 for a state that is nobody's work in progress
    static Move of(NodeStatus status) {
        return switch (status) {
            case COMMISSIONING -> Move.to(NodeStatus.NEW).because("Commissioning aborted");
            case DEPLOYING -> Move.to(NodeStatus.ALLOCATED).because("Deployment aborted");
            case DISK_ERASING -> Move.to(NodeStatus.FAILED_DISK_ERASING).because("Disk erasing aborted");
            case NEW,
                    FAILED_COMMISSIONING,
                    MISSING,
                    READY,
                    RESERVED,
                    DEPLOYED,
                    RETIRED,
                    BROKEN,
                    ALLOCATED,
                    FAILED_DEPLOYMENT,
                    RELEASING,
                    FAILED_RELEASING,
                    FAILED_DISK_ERASING ->
                throw ApiException.conflict("Nothing to abort: the node's state is '" + status.label() + "'.");
        };
    }
}
