package dev.muster.region.auth;

import dev.muster.model.node.NodeStatus;

/// What becomes of a node's key when the node goes from one state to another.
enum KeyFate {
    /// A fresh one in place of any that there is.
    MINTED,
    KEPT,
    /// Good for the machine's last words.
    EXPIRING,
    REVOKED;

    static KeyFate of(NodeStatus from, NodeStatus to) {
        return switch (to) {
            case COMMISSIONING, DEPLOYING, DISK_ERASING -> MINTED;
            case DEPLOYED -> KEPT;
            case FAILED_COMMISSIONING, FAILED_DEPLOYMENT, FAILED_DISK_ERASING -> EXPIRING;
            case READY, RELEASING ->
                from == NodeStatus.COMMISSIONING || from == NodeStatus.DISK_ERASING ? EXPIRING : REVOKED;
            case NEW, MISSING, RESERVED, RETIRED, BROKEN, ALLOCATED, FAILED_RELEASING -> REVOKED;
        };
    }
}
