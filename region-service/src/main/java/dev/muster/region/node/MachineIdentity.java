package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// Which node a machine is that a cluster attests. An attested address beats a claimed one: a claim is proven by the
/// node's own machine, and taken away by another one.
@ApplicationScoped
public class MachineIdentity {
    private final NodeRows rows;
    private final MacClaims claims;
    private final EntityManager database;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;

    MachineIdentity(
            NodeRows rows, MacClaims claims, EntityManager database, NodeEvents events, Event<NodeChanged> changed) {
        this.rows = rows;
        this.claims = claims;
        this.database = database;
        this.events = events;
        this.changed = changed;
    }

    /// The node of the machine that was seen with an address. Where that is a claim of a node which is shown to be
    /// this machine, the claim is proven by it: the node's machine named the address, and this machine names one
    /// that is known to be the node's; or nothing at all is known of the node's machine, and this is the first that
    /// was seen.
    ///
    /// @param named all addresses that the machine says are its own
    /// @throws MacInUseException if the address became another node's meanwhile; the transaction is lost
    @Transactional
    public Optional<Node> of(MacAddress seen, List<MacAddress> named) {
        return rows.byMac(seen.value()).map(NodeRow::toNode).or(() -> claims.shown(seen, named)
                .flatMap(rows::lockedById)
                .filter(row -> row.macs().isEmpty() || row.macs().stream().anyMatch(named::contains))
                .flatMap(row -> prove(row, seen)));
    }

    /// Proves what a node claims: its machine, by whatever else it was known, was seen with the address.
    @Transactional
    public void proven(long nodeId, MacAddress seen) {
        if (claims.has(nodeId, seen)) {
            rows.lockedById(nodeId).ifPresent(row -> prove(row, seen));
        }
    }

    private Optional<Node> prove(NodeRow row, MacAddress seen) {
        if (!claims.remove(row.id(), seen)) {
            return Optional.empty();
        }
        try {
            database.persist(new MacRow(row, seen, row.nextPosition()));
            database.flush();
        } catch (PersistenceException e) {
            throw NodeConstraints.translated(e, "", List.of(seen));
        }
        database.refresh(row);
        Node node = row.toNode();
        changed.fire(new NodeChanged(node.systemId()));
        events.record(node, EventType.NODE_MAC_SEEN, "The machine was seen with " + seen + ", which it had claimed");
        claims.refute(node, List.of(seen));
        return Optional.of(node);
    }
}
