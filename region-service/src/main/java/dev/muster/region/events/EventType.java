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
    /// An operator changed a node's settings.
    NODE_UPDATED(EventLevel.INFO),
    /// An operator removed a node.
    NODE_DELETED(EventLevel.INFO);

    private final EventLevel level;

    EventType(EventLevel level) {
        this.level = level;
    }

    public EventLevel level() {
        return level;
    }
}
