package dev.muster.region.node;

import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.api.ApiException;
import dev.muster.region.events.EventType;
import dev.muster.region.outbox.Outbox;
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
    private final MacClaims claims;
    private final EntityManager database;
    private final PowerSecrets secrets;
    private final NodeEvents events;
    private final NodeWriting writing;
    private final MachinePower machinePower;
    private final Event<NodeChanged> changed;
    private final Outbox outbox;

    Nodes(
            NodeRows rows,
            MacClaims claims,
            EntityManager database,
            PowerSecrets secrets,
            NodeEvents events,
            NodeWriting writing,
            MachinePower machinePower,
            Event<NodeChanged> changed,
            Outbox outbox) {
        this.rows = rows;
        this.claims = claims;
        this.database = database;
        this.secrets = secrets;
        this.events = events;
        this.writing = writing;
        this.machinePower = machinePower;
        this.changed = changed;
        this.outbox = outbox;
    }

    /// 404 for a node that is not there.
    public static ApiException unknown(String systemId) {
        return ApiException.notFound("node with id", systemId);
    }

    @Transactional
    public Optional<Node> bySystemId(String systemId) {
        return rows.bySystemId(systemId).map(NodeRow::toNode);
    }

    @Transactional
    public Optional<Node> byMac(MacAddress mac) {
        return rows.byMac(mac.value()).map(NodeRow::toNode);
    }

    /// What is needed to switch a node on and off, passwords included.
    @Transactional
    public Map<String, Object> powerParameters(String systemId) {
        return rows.bySystemId(systemId).map(secrets::of).orElse(Map.of());
    }

    /// Makes a node in state NEW.
    ///
    /// Other nodes' claims on its addresses are taken away.
    ///
    /// @throws MacInUseException if a node has one of the addresses, however recently it was made
    /// @throws HostnameTakenException if the name is another node's
    @Transactional(TxType.MANDATORY)
    public Node create(NewNode wanted) {
        if (wanted.macs().isEmpty()) {
            claims.lockUnused(wanted.claims().macs());
        }
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
        claims.add(row, wanted.claims().macs(), wanted.claims().byMachine());
        Node node = wanted.claims().macs().isEmpty() ? row.toNode() : refreshed(row);
        claims.refute(node, node.macs());
        changed.fire(new NodeChanged(row.systemId()));
        return node;
    }

    private Node refreshed(NodeRow row) {
        database.refresh(row);
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
        return name.isEmpty() ? database.getReference(ZoneRow.class, ZoneRow.DEFAULT) : neededZone(name);
    }

    @Transactional
    public boolean zoneExists(String name) {
        return namedZone(name).isPresent();
    }

    /// @throws ApiException 400 if there is no zone of this name
    @Transactional
    public void checkZone(String name) {
        neededZone(name);
    }

    private ZoneRow neededZone(String name) {
        return namedZone(name).orElseThrow(() -> ApiException.field("zone", "There is no zone of this name."));
    }

    private Optional<ZoneRow> namedZone(String name) {
        return database.createQuery("from ZoneRow where name = ?1", ZoneRow.class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst();
    }

    /// What the user wants the installed system to have.
    @Transactional
    public Optional<byte[]> userData(String systemId) {
        return rows.bySystemId(systemId).flatMap(NodeRow::userData);
    }

    /// What somebody who may do it changes.
    ///
    /// @throws HostnameTakenException if the name is another node's; the transaction is lost
    @Transactional
    public Optional<Node> change(String systemId, NodeChange change) {
        return rows.locked(systemId).map(row -> {
            machinePower.overruled(row, change);
            row.set(change);
            change.zone().map(this::zone).ifPresent(row::standIn);
            if (!change.powerParameters().isEmpty()) {
                secrets.change(row, change.powerParameters());
            }
            return writing.write(row, EventType.NODE_UPDATED, "Settings changed");
        });
    }

    /// Chooses the disk that a free or an acquired node is installed to; empty leaves it to the installer.
    ///
    /// @param described the choice, for an operator
    /// @throws ApiException 409 in any other state
    @Transactional
    public Optional<Node> installTo(String systemId, Optional<DiskName> disk, String described) {
        return rows.locked(systemId).map(row -> {
            if (row.status() != NodeStatus.READY && row.status() != NodeStatus.ALLOCATED) {
                throw ApiException.conflict("Cannot set the boot disk: the node is neither Ready nor Allocated.");
            }
            row.installTo(disk);
            return writing.write(row, EventType.NODE_UPDATED, "Boot disk: " + described);
        });
    }

    /// Has another cluster serve a node.
    ///
    /// @param clusterId its number
    /// @param described the change, for an operator
    @Transactional(TxType.MANDATORY)
    public void serveFrom(String systemId, long clusterId, String described) {
        rows.locked(systemId).ifPresent(row -> {
            row.servedBy(clusterId);
            writing.write(row, EventType.NODE_CLUSTER_CHANGED, described);
        });
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
