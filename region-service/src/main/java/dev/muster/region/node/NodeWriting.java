package dev.muster.region.node;

import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;

/// Writes a changed node and tells of it, in the running transaction.
@ApplicationScoped
class NodeWriting {
    private final EntityManager database;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;

    NodeWriting(EntityManager database, NodeEvents events, Event<NodeChanged> changed) {
        this.database = database;
        this.events = events;
        this.changed = changed;
    }

    /// @throws HostnameTakenException if the name is another node's; the transaction is lost
    Node write(NodeRow row, EventType event, String description) {
        Node node = flushed(row);
        changed.fire(new NodeChanged(row.systemId()));
        events.record(node, event, description);
        return node;
    }

    private Node flushed(NodeRow row) {
        Node node = row.toNode();
        try {
            database.flush();
        } catch (PersistenceException e) {
            throw NodeConstraints.translated(e, node.hostname(), node.macs());
        }
        database.refresh(row); // for what the database works out: the owner's name
        return row.toNode();
    }
}
