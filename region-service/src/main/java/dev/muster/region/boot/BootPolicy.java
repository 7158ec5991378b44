package dev.muster.region.boot;

import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.NodeStatus;

/// What a node boots for, by its state alone. The only place that decides this.
public final class BootPolicy {
    private BootPolicy() {}

    /// @param netboot whether the node still wants the network after it was told to deploy: off once its
    ///     installer is through
    public static BootPurpose purpose(NodeStatus status, boolean netboot) {
        return switch (status) {
            case COMMISSIONING, DISK_ERASING -> BootPurpose.COMMISSIONING;
            case DEPLOYING -> netboot ? BootPurpose.XINSTALL : BootPurpose.LOCAL;
            case DEPLOYED -> BootPurpose.LOCAL;
            case NEW,
                    FAILED_COMMISSIONING,
                    MISSING,
                    READY,
                    RESERVED,
                    RETIRED,
                    BROKEN,
                    ALLOCATED,
                    FAILED_DEPLOYMENT,
                    RELEASING,
                    FAILED_RELEASING,
                    FAILED_DISK_ERASING -> BootPurpose.POWEROFF;
        };
    }

    /// The words of MAAS's NODE_PXE_REQUEST events.
    static String describe(BootPurpose purpose) {
        return switch (purpose) {
            case COMMISSIONING -> "commissioning";
            case XINSTALL -> "curtin install";
            case INSTALL -> "d-i install";
            case LOCAL -> "local boot";
            case POWEROFF -> "power off";
        };
    }
}
