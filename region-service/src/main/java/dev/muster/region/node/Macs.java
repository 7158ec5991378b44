package dev.muster.region.node;

import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.region.api.ApiException;
import dev.muster.region.events.EventType;
import dev.muster.region.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;

/// The network cards of a node. What is not known to be its own is a claim: it is shown, and good for nothing else
/// until a machine of the node was seen with it ([MachineIdentity]).
@ApplicationScoped
public class Macs {
    private static final int MOST = 1_024;

    private final NodeRows rows;
    private final MacClaims claims;
    private final EntityManager database;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;
    private final Outbox outbox;

    Macs(
            NodeRows rows,
            MacClaims claims,
            EntityManager database,
            NodeEvents events,
            Event<NodeChanged> changed,
            Outbox outbox) {
        this.rows = rows;
        this.claims = claims;
        this.database = database;
        this.events = events;
        this.changed = changed;
        this.outbox = outbox;
    }

    /// Adds a card that is known to be the node's, behind those that it has. If it was claimed, it is known from now
    /// on.
    ///
    /// @return false if there is no such node
    /// @throws MacInUseException if a node has the address, this one or another; the transaction is lost
    @Transactional
    public boolean add(String systemId, MacAddress mac) {
        return rows.locked(systemId)
                .map(row -> {
                    claims.remove(row.id(), mac);
                    insert(row, mac);
                    database.refresh(row);
                    Node node = row.toNode();
                    changed.fire(new NodeChanged(systemId));
                    events.record(node, EventType.NODE_UPDATED, "Network card " + mac + " added");
                    claims.refute(node, List.of(mac));
                    return true;
                })
                .orElse(false);
    }

    /// Adds a card that somebody says is the node's.
    ///
    /// @return false if there is no such node
    /// @throws MacInUseException if a node has the address, or this one claims it already; the transaction is lost
    @Transactional
    public boolean claim(String systemId, MacAddress mac) {
        return rows.locked(systemId)
                .map(row -> {
                    boolean used = rows.byMac(mac.value()).isPresent();
                    if (used || row.toNode().claims().contains(mac)) {
                        throw new MacInUseException(mac);
                    }
                    claims.add(row, List.of(mac), false);
                    events.record(
                            row.toNode(),
                            EventType.NODE_UPDATED,
                            "Network card " + mac + " claimed: an administrator adds it for certain");
                    return true;
                })
                .orElse(false);
    }

    private void insert(NodeRow row, MacAddress mac) {
        if (row.macs().contains(mac)) {
            throw new MacInUseException(mac);
        }
        if (row.macs().size() >= MOST) {
            throw ApiException.conflict("The node has " + MOST + " network cards: no node has more.");
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
                .filter(row -> row.toNode().namedMacs().contains(mac))
                .map(row -> {
                    if (row.toNode().namedMacs().size() == 1) {
                        throw new LastMacException();
                    }
                    if (!claims.remove(row.id(), mac)) {
                        delete(row, mac);
                    }
                    database.refresh(row);
                    events.record(row.toNode(), EventType.NODE_UPDATED, "Network card " + mac + " removed");
                    return true;
                })
                .orElse(false);
    }

    private void delete(NodeRow row, MacAddress mac) {
        database.createQuery("delete from MacRow where mac = ?1")
                .setParameter(1, mac.value())
                .executeUpdate();
        row.noLongerBootsFrom(mac);
        database.flush();
        outbox.publishGone(Topics.BOOT_ANSWER, mac.value());
        changed.fire(new NodeChanged(row.systemId()));
    }

    /// A node is known by its cards and keeps at least one.
    public static final class LastMacException extends RuntimeException {
        LastMacException() {
            super("This is the node's only network card: add another first, or delete the node.");
        }
    }
}
