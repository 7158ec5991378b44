package dev.muster.region.lifecycle;

import static dev.muster.model.event.BootStep.BOOT_CONFIG;
import static dev.muster.model.event.BootStep.DHCP_LEASE;
import static dev.muster.model.event.BootStep.INITRD;
import static dev.muster.model.event.BootStep.ISCSI_LOGIN;
import static dev.muster.model.event.BootStep.KERNEL;
import static dev.muster.model.event.BootStep.METADATA;
import static dev.muster.model.event.BootStep.PRESEED;
import static dev.muster.model.event.BootStep.USER_DATA;

import dev.muster.model.event.BootStep;
import java.util.List;

/// What a node in progress waits for.
enum Awaited {
    /// The ephemeral system to do its work.
    EPHEMERAL,
    /// An operating system's own installer to do its work.
    INSTALLER,
    /// The installed system to come up.
    LOCAL,
    /// The machine to be off.
    OFF;

    /// The boot steps that are seen of every machine before the work begins, in their order. The login to a root disk
    /// stands for the download of a root image too.
    List<BootStep> steps() {
        return switch (this) {
            case EPHEMERAL ->
                List.of(DHCP_LEASE, BOOT_CONFIG, KERNEL, INITRD, ISCSI_LOGIN, PRESEED, METADATA, USER_DATA);
            case INSTALLER -> List.of(DHCP_LEASE, BOOT_CONFIG, KERNEL, INITRD, PRESEED);
            case LOCAL -> List.of(DHCP_LEASE, BOOT_CONFIG, METADATA, USER_DATA);
            case OFF -> List.of();
        };
    }
}
