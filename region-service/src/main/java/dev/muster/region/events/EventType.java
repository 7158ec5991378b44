package dev.muster.region.events;

/// What happens to nodes, in MAAS's names where it has one.
public enum EventType {
    /// A machine asked what to boot.
    NODE_PXE_REQUEST(EventLevel.INFO),
    NODE_POWER_ON_STARTING(EventLevel.INFO),
    NODE_POWERED_ON(EventLevel.INFO),
    NODE_POWER_ON_FAILED(EventLevel.ERROR),
    NODE_POWER_OFF_STARTING(EventLevel.INFO),
    NODE_POWERED_OFF(EventLevel.INFO),
    NODE_POWER_OFF_FAILED(EventLevel.ERROR),
    /// It cannot be told whether a machine is on.
    NODE_POWER_QUERY_FAILED(EventLevel.WARNING),
    /// A machine made itself known.
    NODE_ENLISTED(EventLevel.INFO),
    /// A node went from one state to another.
    NODE_CHANGED_STATUS(EventLevel.INFO),
    /// A machine says how far its work is.
    NODE_PROGRESS(EventLevel.INFO),
    /// A machine has its system on its disk, and boots from there next.
    NODE_INSTALLATION_FINISHED(EventLevel.INFO),
    /// A machine boots from the network again.
    NODE_NETBOOT_ON(EventLevel.INFO),
    /// A machine names a BMC that its cluster is not to ask; an administrator has to say that it is right.
    NODE_BMC_REFUSED(EventLevel.WARNING),
    /// Somebody has to go and switch a machine by hand.
    NODE_POWER_BY_HAND(EventLevel.WARNING),
    /// A machine that boots has not taken the next step for long.
    NODE_BOOT_STALLED(EventLevel.WARNING),
    /// A machine was seen with an address that it had only claimed.
    NODE_MAC_SEEN(EventLevel.INFO),
    /// Two nodes name one address: the one whose machine was seen with it has it.
    NODE_MAC_DISPUTED(EventLevel.WARNING),
    /// A machine boots from another cluster than before, which serves it from now on.
    NODE_CLUSTER_CHANGED(EventLevel.WARNING),
    /// An operator changed a node's settings.
    NODE_UPDATED(EventLevel.INFO),
    /// An operator removed a node.
    NODE_DELETED(EventLevel.INFO),
    /// Somebody asked for a node's credentials and was not that node.
    NODE_PRESEED_REFUSED(EventLevel.WARNING),
    /// A machine asked for its key before it was certain that it had been started for its work.
    NODE_PRESEED_EARLY(EventLevel.DEBUG),
    /// What was left by a machine's own look at itself cannot be read.
    NODE_RESULT_UNREADABLE(EventLevel.WARNING),
    /// The disk that a node was to be installed to is not in its machine any more.
    NODE_BOOT_DISK_GONE(EventLevel.WARNING),
    /// A machine reported so much that not all of it was kept.
    NODE_REPORTS_LEFT_OUT(EventLevel.WARNING),
    /// What an installer says.
    NODE_INSTALL_EVENT(EventLevel.INFO),
    /// What cloud-init says.
    NODE_STATUS_EVENT(EventLevel.INFO);

    private final EventLevel level;

    EventType(EventLevel level) {
        this.level = level;
    }

    public EventLevel level() {
        return level;
    }
}
