package dev.muster.region.node;

import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.Allocations;
import dev.muster.region.allocation.DiskName;
import dev.muster.region.bmc.NodePower;
import dev.muster.region.events.EventType;
import dev.muster.region.hardware.NodeHardware;
import dev.muster.region.outbox.Outbox;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;

/// The nodes, read and changed. Each method is a transaction of its own, or part of the caller's. A change fires
/// [NodeChanged] and leaves an event.
@ApplicationScoped
public class Nodes {
    private final NodeLock lock;
    private final NodeReader reader;
    private final NodeTable table;
    private final MacClaims claims;
    private final ZoneRows zones;
    private final NodePower power;
    private final Allocations allocations;
    private final NodeHardware hardware;
    private final NodeEvents events;
    private final NodeWriting writing;
    private final MachinePower machinePower;
    private final Event<NodeChanged> changed;
    private final Outbox outbox;

    Nodes(
            NodeLock lock,
            NodeReader reader,
            NodeTable table,
            MacClaims claims,
            ZoneRows zones,
            NodePower power,
            Allocations allocations,
            NodeHardware hardware,
            NodeEvents events,
            NodeWriting writing,
            MachinePower machinePower,
            Event<NodeChanged> changed,
            Outbox outbox) {
        this.lock = lock;
        this.reader = reader;
        this.table = table;
        this.claims = claims;
        this.zones = zones;
        this.power = power;
        this.allocations = allocations;
        this.hardware = hardware;
        this.events = events;
        this.writing = writing;
        this.machinePower = machinePower;
        this.changed = changed;
        this.outbox = outbox;
    }

    /// What is said of a node that is not there.
    public static RefusedException unknown(String systemId) {
        return RefusedException.notFound("node with id", systemId);
    }

    public Optional<Node> bySystemId(String systemId) {
        return reader.bySystemId(systemId);
    }

    public Optional<Node> byMac(MacAddress mac) {
        return reader.byMac(mac);
    }

    /// What is needed to switch a node on and off, passwords included.
    public Map<String, Object> powerParameters(String systemId) {
        return power.of(systemId).parameters();
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
        String systemId = SystemIds.next();
        long id = table.insert(systemId, wanted, zone(wanted.zone()));
        if (!wanted.powerType().isEmpty() || !wanted.powerParameters().isBlank()) {
            power.put(id, systemId, wanted.powerType(), wanted.powerParameters(), wanted.powerByMachine());
        }
        if (!wanted.osystem().isEmpty() || !wanted.distroSeries().isEmpty()) {
            allocations.installs(id, wanted.osystem(), wanted.distroSeries(), Optional.empty());
        }
        table.insert(id, wanted.macs(), 0);
        claims.add(id, wanted.claims().macs(), wanted.claims().byMachine());
        Node node = reader.byId(id).orElseThrow();
        claims.refute(node, node.macs());
        changed.fire(new NodeChanged(systemId));
        return node;
    }

    private long zone(String name) {
        return name.isEmpty() ? ZoneRow.DEFAULT : neededZone(name).id();
    }

    @Transactional
    public boolean zoneExists(String name) {
        return zones.named(name).isPresent();
    }

    /// @throws RefusedException if there is no zone of this name
    @Transactional
    public void checkZone(String name) {
        neededZone(name);
    }

    private ZoneRow neededZone(String name) {
        return zones.named(name).orElseThrow(() -> RefusedException.field("zone", "There is no zone of this name."));
    }

    /// What somebody who may do it changes.
    ///
    /// @throws HostnameTakenException if the name is another node's; the transaction is lost
    @Transactional
    public Optional<Node> change(String systemId, NodeChange change) {
        return lock.of(systemId).map(held -> {
            change(held, change);
            return writing.written(held.id(), EventType.NODE_UPDATED, "Settings changed");
        });
    }

    private void change(NodeLock.Held held, NodeChange change) {
        long id = held.id();
        change.hostname().ifPresent(name -> table.rename(id, name));
        change.architecture().ifPresent(value -> table.architecture(id, value));
        change.zone().map(this::zone).ifPresent(zone -> table.zone(id, zone));
        machinePower.overruled(held, change);
        NodeChange.Settings settings = change.settings();
        settings.disableIpv4().ifPresent(value -> table.disableIpv4(id, value));
        allocations.set(id, settings.wishes());
        hardware.set(id, settings.cpuCount(), settings.memory(), settings.storage());
    }

    /// Chooses the disk that a free or an acquired node is installed to; empty leaves it to the installer.
    ///
    /// @param described the choice, for an operator
    /// @throws RefusedException in any other state
    @Transactional
    public Optional<Node> installTo(String systemId, Optional<DiskName> disk, String described) {
        return lock.of(systemId).map(held -> {
            if (held.status() != NodeStatus.READY && held.status() != NodeStatus.ALLOCATED) {
                throw RefusedException.conflict("Cannot set the boot disk: the node is neither Ready nor Allocated.");
            }
            allocations.installTo(held.id(), disk);
            return writing.written(held.id(), EventType.NODE_UPDATED, "Boot disk: " + described);
        });
    }

    /// Has another cluster serve a node.
    ///
    /// @param clusterId its number
    /// @param described the change, for an operator
    @Transactional(TxType.MANDATORY)
    public void serveFrom(String systemId, long clusterId, String described) {
        lock.of(systemId).ifPresent(held -> {
            table.cluster(held.id(), clusterId);
            writing.written(held.id(), EventType.NODE_CLUSTER_CHANGED, described);
        });
    }

    /// Forgets a node. The clusters' cached boot answers of its cards go with it.
    @Transactional
    public boolean delete(String systemId) {
        return lock.of(systemId)
                .map(reader::locked)
                .map(node -> {
                    events.record(node, EventType.NODE_DELETED, "Node " + node.hostname() + " deleted");
                    node.macs().forEach(mac -> outbox.publishGone(Topics.BOOT_ANSWER, mac.value()));
                    table.delete(node.id());
                    return true;
                })
                .orElse(false);
    }
}
