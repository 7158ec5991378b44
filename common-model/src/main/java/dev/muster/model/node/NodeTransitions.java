package dev.muster.model.node;

import static dev.muster.model.node.NodeStatus.ALLOCATED;
import static dev.muster.model.node.NodeStatus.BROKEN;
import static dev.muster.model.node.NodeStatus.COMMISSIONING;
import static dev.muster.model.node.NodeStatus.DEPLOYED;
import static dev.muster.model.node.NodeStatus.DEPLOYING;
import static dev.muster.model.node.NodeStatus.DISK_ERASING;
import static dev.muster.model.node.NodeStatus.FAILED_COMMISSIONING;
import static dev.muster.model.node.NodeStatus.FAILED_DEPLOYMENT;
import static dev.muster.model.node.NodeStatus.FAILED_DISK_ERASING;
import static dev.muster.model.node.NodeStatus.FAILED_RELEASING;
import static dev.muster.model.node.NodeStatus.MISSING;
import static dev.muster.model.node.NodeStatus.NEW;
import static dev.muster.model.node.NodeStatus.READY;
import static dev.muster.model.node.NodeStatus.RELEASING;
import static dev.muster.model.node.NodeStatus.RESERVED;
import static dev.muster.model.node.NodeStatus.RETIRED;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which state of a node may follow which: MAAS 1.7.1's table, whole.
public final class NodeTransitions {
    private NodeTransitions() {}

    /// The states in which a node may begin.
    public static Set<NodeStatus> first() {
        return EnumSet.of(NEW, MISSING, RETIRED);
    }

    /// The states that may follow `from`.
    public static Set<NodeStatus> after(NodeStatus from) {
        return switch (from) {
            case NEW -> EnumSet.of(COMMISSIONING, MISSING, READY, RETIRED, BROKEN);
            case COMMISSIONING -> EnumSet.of(FAILED_COMMISSIONING, READY, RETIRED, MISSING, NEW, BROKEN);
            case FAILED_COMMISSIONING -> EnumSet.of(COMMISSIONING, MISSING, RETIRED, BROKEN);
            case READY -> EnumSet.of(COMMISSIONING, ALLOCATED, RESERVED, RETIRED, MISSING, BROKEN);
            case RESERVED -> EnumSet.of(READY, ALLOCATED, RETIRED, MISSING, BROKEN, DISK_ERASING, RELEASING);
            case ALLOCATED -> EnumSet.of(READY, RETIRED, MISSING, BROKEN, DEPLOYING, DISK_ERASING, RELEASING);
            case DEPLOYING ->
                EnumSet.of(ALLOCATED, MISSING, BROKEN, FAILED_DEPLOYMENT, DEPLOYED, READY, DISK_ERASING, RELEASING);
            case FAILED_DEPLOYMENT, DEPLOYED -> EnumSet.of(ALLOCATED, MISSING, BROKEN, READY, DISK_ERASING, RELEASING);
            case RELEASING -> EnumSet.of(READY, BROKEN, MISSING, FAILED_RELEASING);
            case FAILED_RELEASING -> EnumSet.of(RELEASING, DISK_ERASING, READY, BROKEN);
            case DISK_ERASING -> EnumSet.of(BROKEN, DISK_ERASING, FAILED_DISK_ERASING, READY, RELEASING);
            case FAILED_DISK_ERASING -> EnumSet.of(DISK_ERASING, RELEASING, BROKEN, ALLOCATED, READY);
            case MISSING -> EnumSet.of(NEW, READY, ALLOCATED, COMMISSIONING, BROKEN);
            case RETIRED -> EnumSet.of(NEW, READY, MISSING, BROKEN);
            case BROKEN -> EnumSet.of(COMMISSIONING, READY, DISK_ERASING, RELEASING);
        };
    }

    /// @throws InvalidTransitionException if `to` may not follow `from`
    public static void check(NodeStatus from, NodeStatus to) {
        if (!after(from).contains(to)) {
            throw new InvalidTransitionException(from, to);
        }
    }

    /// What a node in progress becomes when its work fails or takes too long; empty for the states that wait for
    /// nothing.
    public static Optional<NodeStatus> failureOf(NodeStatus status) {
        return switch (status.phase()) {
            case NodePhase.Work work ->
                Optional.of(
                        switch (work) {
                            case COMMISSIONING -> FAILED_COMMISSIONING;
                            case DEPLOYING -> FAILED_DEPLOYMENT;
                            case RELEASING -> FAILED_RELEASING;
                            case DISK_ERASING -> FAILED_DISK_ERASING;
                        });
            case NodePhase.Failure _, NodePhase.Settled _ -> Optional.empty();
        };
    }
}
