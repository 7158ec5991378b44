package dev.muster.region.node;

import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/// Tells of a node that was changed, in the running transaction.
@ApplicationScoped
class NodeWriting {
    private final NodeReader reader;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;

    NodeWriting(NodeReader reader, NodeEvents events, Event<NodeChanged> changed) {
        this.reader = reader;
        this.events = events;
        this.changed = changed;
    }

    /// @return the node as it is now
    Node written(long nodeId, EventType event, String description) {
        Node node = reader.byId(nodeId).orElseThrow();
        changed.fire(new NodeChanged(node.systemId()));
        events.record(node, event, description);
        return node;
    }
}
