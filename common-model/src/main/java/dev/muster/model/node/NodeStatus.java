package dev.muster.model.node;

import java.util.Arrays;
import java.util.Optional;

/// The sixteen states of a node, with MAAS's numbers and words.
public enum NodeStatus {
    NEW(0, "New"),
    COMMISSIONING(1, "Commissioning"),
    FAILED_COMMISSIONING(2, "Failed commissioning"),
    MISSING(3, "Missing"),
    READY(4, "Ready"),
    RESERVED(5, "Reserved"),
    DEPLOYED(6, "Deployed"),
    RETIRED(7, "Retired"),
    BROKEN(8, "Broken"),
    DEPLOYING(9, "Deploying"),
    ALLOCATED(10, "Allocated"),
    FAILED_DEPLOYMENT(11, "Failed deployment"),
    RELEASING(12, "Releasing"),
    FAILED_RELEASING(13, "Releasing failed"),
    DISK_ERASING(14, "Disk erasing"),
    FAILED_DISK_ERASING(15, "Failed disk erasing");

    private final int number;
    private final String label;

    NodeStatus(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /// The number that API 1.0 shows as `substatus`.
    public int number() {
        return number;
    }

    /// What a person reads.
    public String label() {
        return label;
    }

    /// What it means for the work on the node.
    public NodePhase phase() {
        return switch (this) {
            case COMMISSIONING -> NodePhase.Work.COMMISSIONING;
            case DEPLOYING -> NodePhase.Work.DEPLOYING;
            case RELEASING -> NodePhase.Work.RELEASING;
            case DISK_ERASING -> NodePhase.Work.DISK_ERASING;
            case FAILED_COMMISSIONING -> NodePhase.Failure.COMMISSIONING;
            case FAILED_DEPLOYMENT -> NodePhase.Failure.DEPLOYMENT;
            case FAILED_RELEASING -> NodePhase.Failure.RELEASING;
            case FAILED_DISK_ERASING -> NodePhase.Failure.DISK_ERASING;
            case DEPLOYED -> NodePhase.Settled.DEPLOYED;
            case NEW, MISSING, READY, RESERVED, RETIRED, BROKEN, ALLOCATED -> NodePhase.Settled.IDLE;
        };
    }

    /// Whether the machine is started for work of ours, has a key for it, and reports: it is commissioned, installed or
    /// wiped.
    public boolean isAtWork() {
        return switch (phase()) {
            case NodePhase.Work work -> work != NodePhase.Work.RELEASING;
            case NodePhase.Failure _, NodePhase.Settled _ -> false;
        };
    }

    /// Whether something went wrong, and somebody has to look.
    public boolean isFailure() {
        return phase() instanceof NodePhase.Failure || this == BROKEN || this == MISSING;
    }

    /// The number that API 1.0 shows as `status`: every state of a node in somebody's hands is 6.
    public int folded() {
        return switch (this) {
            case ALLOCATED,
                    DEPLOYING,
                    DEPLOYED,
                    FAILED_DEPLOYMENT,
                    RELEASING,
                    DISK_ERASING,
                    FAILED_RELEASING,
                    FAILED_DISK_ERASING -> DEPLOYED.number;
            case NEW, COMMISSIONING, FAILED_COMMISSIONING, MISSING, READY, RESERVED, RETIRED, BROKEN -> number;
        };
    }

    public static Optional<NodeStatus> ofNumber(int number) {
        return Arrays.stream(values()).filter(status -> status.number == number).findFirst();
    }
}
