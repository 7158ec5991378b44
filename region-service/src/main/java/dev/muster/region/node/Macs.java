package dev.muster.region.node;

import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import dev.muster.region.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;

/// The network cards of a node.
@ApplicationScoped
public class Macs {
    private final NodeRows rows;
    private final EntityManager database;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;
    private final Outbox outbox;

    Macs(NodeRows rows, EntityManager database, NodeEvents events, Event<NodeChanged> changed, Outbox outbox) {
        this.rows = rows;
        this.database = database;
        this.events = events;
        this.changed = changed;
        this.outbox = outbox;
    }

    /// Adds a card behind those that the node has.
    ///
    /// @return false if there is no such node
    /// @throws MacInUseException if a node has the address, this one or another; the transaction is lost
    @Transactional
    public boolean add(String systemId, MacAddress mac) {
        return rows.locked(systemId)
                .map(row -> {
                    insert(row, mac);
                    database.refresh(row);
                    changed.fire(new NodeChanged(systemId));
                    events.record(row.toNode(), EventType.NODE_UPDATED, "Network card " + mac + " added");
                    return true;
                })
                .orElse(false);
    }

    private void insert(NodeRow row, MacAddress mac) {
        if (row.macs().contains(mac)) {
            throw new MacInUseException(mac);
        }
        try {
            database.persist(new MacRow(row, mac, row.nextPosition()));
            database.flush();
        } catch (PersistenceException e) {
            throw NodeConstraints.translated(e, "", List.of(mac));
        }
    }

    /// Forgets a card; the clusters' cached boot answer for it goes with it, so that from then on it is a machine
    /// that nobody knows.
    ///
    /// @return false if the node has no such card
    /// @throws LastMacException if it has no other; the transaction is lost
    @Transactional
    public boolean remove(String systemId, MacAddress mac) {
        return rows.locked(systemId)
                .filter(row -> row.macs().contains(mac))
                .map(row -> {
                    if (row.macs().size() == 1) {
                        throw new LastMacException();
                    }
                    database.createQuery("delete from MacRow where mac = ?1")
                            .setParameter(1, mac.value())
                            .executeUpdate();
                    row.noLongerBootsFrom(mac);
                    database.flush();
                    database.refresh(row);
                    outbox.publishGone(Topics.BOOT_ANSWER, mac.value());
                    changed.fire(new NodeChanged(systemId));
                    events.record(row.toNode(), EventType.NODE_UPDATED, "Network card " + mac + " removed");
                    return true;
                })
                .orElse(false);
    }

    /// A node is known by its cards and keeps at least one.
    public static final class LastMacException extends RuntimeException {
        LastMacException() {
            super("This is the node's only network card: add another first, or delete the node.");
        }
    }
}
