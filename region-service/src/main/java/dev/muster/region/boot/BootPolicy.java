package dev.muster.region.boot;

import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;

/// What a node boots for, by its state alone. The only place that decides this.
public final class BootPolicy {
    private BootPolicy() {}

    /// @param netboot whether the node still wants the network after it was told to deploy: off once its
    ///     installer is through
    /// @param bootType how an operating system comes onto the disk
    public static BootPurpose purpose(NodeStatus status, boolean netboot, BootType bootType) {
        return switch (status) {
            case COMMISSIONING, DISK_ERASING -> BootPurpose.COMMISSIONING;
            case DEPLOYING -> netboot ? installing(bootType) : BootPurpose.LOCAL;
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

    /// The same for a node that gets an image.
    public static BootPurpose purpose(NodeStatus status, boolean netboot) {
        return purpose(status, netboot, BootType.FASTPATH);
    }

    private static BootPurpose installing(BootType bootType) {
        return switch (bootType) {
            case FASTPATH -> BootPurpose.XINSTALL;
            case DI -> BootPurpose.INSTALL;
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
