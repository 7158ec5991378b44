package dev.muster.region.node;

import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import dev.muster.region.netboot.NodeBoot;
import dev.muster.region.outbox.Outbox;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The network cards of a node. What is not known to be its own is a claim: it is shown, and good for nothing else
/// until a machine of the node was seen with it ([MachineIdentity]).
@ApplicationScoped
public class Macs {
    private static final int MOST = 1_024;

    private final NodeLock lock;
    private final NodeReader reader;
    private final NodeTable table;
    private final NodeBoot boot;
    private final MacClaims claims;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;
    private final Outbox outbox;

    Macs(
            NodeLock lock,
            NodeReader reader,
            NodeTable table,
            NodeBoot boot,
            MacClaims claims,
            NodeEvents events,
            Event<NodeChanged> changed,
            Outbox outbox) {
        this.lock = lock;
        this.reader = reader;
        this.table = table;
        this.boot = boot;
        this.claims = claims;
        this.events = events;
        this.changed = changed;
        this.outbox = outbox;
    }

    private Optional<Node> locked(String systemId) {
        return lock.of(systemId).map(reader::locked);
    }

    /// The card under which a node's events are shown; null if none is known.
    public @Nullable MacAddress first(long nodeId) {
        return reader.firstMac(nodeId).orElse(null);
    }

    /// Adds a card that is known to be the node's, behind those that it has. If it was claimed, it is known from now
    /// on.
    ///
    /// @return false if there is no such node
    /// @throws MacInUseException if a node has the address, this one or another; the transaction is lost
    @Transactional
    public boolean add(String systemId, MacAddress mac) {
        return locked(systemId)
                .map(before -> {
                    claims.remove(before.id(), mac);
                    insert(before, mac);
                    Node node = reader.byId(before.id()).orElseThrow();
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
        return locked(systemId)
                .map(node -> {
                    if (table.byMac(mac).isPresent() || node.claims().contains(mac)) {
                        throw new MacInUseException(mac);
                    }
                    claims.add(node.id(), List.of(mac), false);
                    events.record(
                            node,
                            EventType.NODE_UPDATED,
                            "Network card " + mac + " claimed: an administrator adds it for certain");
                    return true;
                })
                .orElse(false);
    }

    private void insert(Node node, MacAddress mac) {
        if (node.macs().contains(mac)) {
            throw new MacInUseException(mac);
        }
        if (node.macs().size() >= MOST) {
            throw RefusedException.conflict("The node has " + MOST + " network cards: no node has more.");
        }
        table.insert(node.id(), List.of(mac), table.nextPosition(node.id()));
    }

    /// Forgets a card; the clusters' cached boot answer for it goes with it, so that from then on it is a machine
    /// that nobody knows.
    ///
    /// @return false if the node has no such card
    /// @throws LastMacException if it has no other; the transaction is lost
    @Transactional
    public boolean remove(String systemId, MacAddress mac) {
        return locked(systemId)
                .filter(node -> node.namedMacs().contains(mac))
                .map(node -> {
                    if (node.namedMacs().size() == 1) {
                        throw new LastMacException();
                    }
                    if (!claims.remove(node.id(), mac)) {
                        delete(node, mac);
                    }
                    events.record(
                            reader.byId(node.id()).orElseThrow(),
                            EventType.NODE_UPDATED,
                            "Network card " + mac + " removed");
                    return true;
                })
                .orElse(false);
    }

    private void delete(Node node, MacAddress mac) {
        table.deleteMac(mac);
        boot.notFrom(node.id(), mac);
        outbox.publishGone(Topics.BOOT_ANSWER, mac.value());
        changed.fire(new NodeChanged(node.systemId()));
    }

    /// A node is known by its cards and keeps at least one.
    public static final class LastMacException extends RuntimeException {
        LastMacException() {
            super("This is the node's only network card: add another first, or delete the node.");
        }
    }
}
