package dev.muster.region.node;

import dev.muster.model.event.Topics;
import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import dev.muster.region.events.EventType;
import dev.muster.region.outbox.Outbox;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The nodes, read and changed. Each method is a transaction of its own, or part of the caller's. A change fires
/// [NodeChanged] and leaves an event.
@ApplicationScoped
public class Nodes {
    private final NodeRows rows;
    private final EntityManager database;
    private final PowerSecrets secrets;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;
    private final Event<NodeMoved> moved;
    private final Outbox outbox;

    Nodes(
            NodeRows rows,
            EntityManager database,
            PowerSecrets secrets,
            NodeEvents events,
            Event<NodeChanged> changed,
            Event<NodeMoved> moved,
            Outbox outbox) {
        this.rows = rows;
        this.database = database;
        this.secrets = secrets;
        this.events = events;
        this.changed = changed;
        this.moved = moved;
        this.outbox = outbox;
    }

    @Transactional
    public Optional<Node> bySystemId(String systemId) {
        return rows.bySystemId(systemId).map(NodeRow::toNode);
    }

    @Transactional
    public Optional<Node> byMac(MacAddress mac) {
        return rows.byMac(mac.value()).map(NodeRow::toNode);
    }

    /// In the order in which the nodes were made.
    @Transactional
    public List<Node> list(NodeFilter filter) {
        return rows.matching(filter).stream().map(NodeRow::toNode).toList();
    }

    /// What is needed to switch a node on and off, passwords included.
    @Transactional
    public Map<String, Object> powerParameters(String systemId) {
        return rows.bySystemId(systemId).map(secrets::of).orElse(Map.of());
    }

    /// Makes a node in state NEW.
    ///
    /// @throws MacInUseException if a machine with one of the addresses exists, however recently it was made
    /// @throws HostnameTakenException if the name is another node's
    @Transactional(TxType.MANDATORY)
    public Node create(NewNode wanted) {
        var row = new NodeRow(SystemIds.next(), wanted, zone(wanted.zone()));
        secrets.put(row, wanted.powerParameters());
        try {
            rows.persistAndFlush(row);
            addresses(row, wanted.macs()).forEach(database::persist);
            database.flush();
        } catch (PersistenceException e) {
            throw NodeConstraints.translated(e, wanted.hostname(), wanted.macs());
        }
        database.refresh(row);
        changed.fire(new NodeChanged(row.systemId()));
        return row.toNode();
    }

    /// Sorted, so that two enlistments of one machine never wait for each other in a circle.
    private static List<MacRow> addresses(NodeRow row, List<MacAddress> macs) {
        return IntStream.range(0, macs.size())
                .boxed()
                .sorted(Comparator.comparing(macs::get))
                .map(position -> new MacRow(row, macs.get(position), position))
                .toList();
    }

    private ZoneRow zone(String name) {
        return name.isEmpty()
                ? database.getReference(ZoneRow.class, ZoneRow.DEFAULT)
                : database.createQuery("from ZoneRow where name = ?1", ZoneRow.class)
                        .setParameter(1, name)
                        .getSingleResult();
    }

    @Transactional
    public boolean zoneExists(String name) {
        return !database.createQuery("from ZoneRow where name = ?1", ZoneRow.class)
                .setParameter(1, name)
                .getResultList()
                .isEmpty();
    }

    /// Accepts an enlisted machine: NEW becomes READY. Empty if the node is in another state, or gone.
    @Transactional
    public Optional<Node> accept(String systemId) {
        return rows.locked(systemId)
                .filter(row -> row.status() == NodeStatus.NEW)
                .map(row -> moved(row, NodeStatus.READY, ""));
    }

    /// The ids of all machines that wait to be accepted.
    @Transactional
    public List<String> enlisted() {
        return rows.list("status", Sort.by("id"), NodeStatus.NEW).stream()
                .map(NodeRow::systemId)
                .toList();
    }

    /// Moves a node to another state. Only the life cycle calls this; everybody else asks the life cycle.
    ///
    /// @param reason why, for an operator; empty where the move says it
    /// @return empty if there is no such node
    /// @throws InvalidTransitionException if the state may not follow the present one
    @Transactional(TxType.MANDATORY)
    public Optional<Node> move(String systemId, NodeStatus next, String reason) {
        return rows.locked(systemId).map(row -> {
            NodeTransitions.check(row.status(), next);
            return moved(row, next, reason);
        });
    }

    private Node moved(NodeRow row, NodeStatus next, String reason) {
        NodeStatus from = row.status();
        String move = "From '" + from.label() + "' to '" + next.label() + "'";
        row.moveTo(next);
        Node node = written(row, EventType.NODE_CHANGED_STATUS, reason.isEmpty() ? move : move + ": " + reason);
        moved.fire(new NodeMoved(node, from, next));
        return node;
    }

    /// @throws HostnameTakenException if the name is another node's; the transaction is lost
    @Transactional
    public Optional<Node> change(String systemId, NodeChange change) {
        return rows.locked(systemId).map(row -> {
            change.hostname().ifPresent(row::rename);
            change.architecture().ifPresent(row::buildFor);
            change.powerType().ifPresent(row::powerBy);
            if (!change.powerParameters().isEmpty()) {
                secrets.change(row, change.powerParameters());
            }
            return written(row, EventType.NODE_UPDATED, "Settings changed");
        });
    }

    private Node written(NodeRow row, EventType event, String description) {
        Node node = row.toNode();
        try {
            database.flush();
        } catch (PersistenceException e) {
            throw NodeConstraints.translated(e, node.hostname(), node.macs());
        }
        changed.fire(new NodeChanged(row.systemId()));
        events.record(node, event, description);
        return node;
    }

    /// Forgets a node. The clusters' cached boot answers of its cards go with it.
    @Transactional
    public boolean delete(String systemId) {
        return rows.locked(systemId)
                .map(row -> {
                    Node node = row.toNode();
                    events.record(node, EventType.NODE_DELETED, "Node " + node.hostname() + " deleted");
                    row.macs().forEach(mac -> outbox.publishGone(Topics.BOOT_ANSWER, mac.value()));
                    database.createQuery("delete from MacRow where node = ?1")
                            .setParameter(1, row)
                            .executeUpdate();
                    database.createQuery("delete from NodeRow where id = ?1")
                            .setParameter(1, row.id())
                            .executeUpdate();
                    return true;
                })
                .orElse(false);
    }

    /// Notes the interface that a node boots from.
    @Transactional
    public void bootedFrom(String systemId, MacAddress mac) {
        rows.bySystemId(systemId).ifPresent(row -> row.bootedFrom(mac));
    }
}
