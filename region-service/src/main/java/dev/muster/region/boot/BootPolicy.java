package dev.muster.region.boot;

import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.NodePhase.Failure;
import dev.muster.model.node.NodePhase.Settled;
import dev.muster.model.node.NodePhase.Work;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import dev.muster.region.node.Node;

/// What a node boots for, by its state alone. The only place that decides this: preseed, user-data and what is awaited
/// of a node follow from it.
public final class BootPolicy {
    private BootPolicy() {}

    /// @param netboot whether the node still wants the network after it was told to deploy: off once its
    ///     installer is through
    /// @param bootType how an operating system comes onto the disk
    public static BootPurpose purpose(NodeStatus status, boolean netboot, BootType bootType) {
        return switch (status.phase()) {
            case Work.COMMISSIONING, Work.DISK_ERASING -> BootPurpose.COMMISSIONING;
            case Work.DEPLOYING -> netboot ? installing(bootType) : BootPurpose.LOCAL;
            case Settled.DEPLOYED -> BootPurpose.LOCAL;
            case Work _, Failure _, Settled _ -> BootPurpose.POWEROFF;
        };
    }

    /// The same of a node.
    public static BootPurpose purpose(Node node) {
        return purpose(node.status(), node.netboot(), node.use().bootType());
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
