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

    /// Whether the machine is started for work of ours, has a key for it, and reports: it is commissioned, installed or
    /// wiped.
    public boolean isAtWork() {
        return switch (this) {
            case COMMISSIONING, DEPLOYING, DISK_ERASING -> true;
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
                    FAILED_DISK_ERASING -> false;
        };
    }

    /// Whether something went wrong, and somebody has to look.
    public boolean isFailure() {
        return switch (this) {
            case FAILED_COMMISSIONING, FAILED_DEPLOYMENT, FAILED_RELEASING, FAILED_DISK_ERASING, BROKEN, MISSING ->
                true;
            case NEW,
                    COMMISSIONING,
                    READY,
                    RESERVED,
                    DEPLOYED,
                    RETIRED,
                    DEPLOYING,
                    ALLOCATED,
                    RELEASING,
                    DISK_ERASING -> false;
        };
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
