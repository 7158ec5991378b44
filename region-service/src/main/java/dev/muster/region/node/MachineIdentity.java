package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// Which node a machine is that a cluster attests. An attested address beats a claimed one: a claim is proven by the
/// node's own machine, and taken away by another one.
@ApplicationScoped
public class MachineIdentity {
    private final NodeLock lock;
    private final NodeReader reader;
    private final NodeTable table;
    private final MacClaims claims;
    private final NodeEvents events;
    private final Event<NodeChanged> changed;

    MachineIdentity(
            NodeLock lock,
            NodeReader reader,
            NodeTable table,
            MacClaims claims,
            NodeEvents events,
            Event<NodeChanged> changed) {
        this.lock = lock;
        this.reader = reader;
        this.table = table;
        this.claims = claims;
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
        return reader.byMac(seen).or(() -> claims.shown(seen, named)
                .flatMap(lock::of)
                .map(reader::locked)
                .filter(node -> node.macs().isEmpty() || node.macs().stream().anyMatch(named::contains))
                .flatMap(node -> prove(node.id(), seen)));
    }

    /// Proves what a node claims: its machine, by whatever else it was known, was seen with the address.
    @Transactional
    public void proven(long nodeId, MacAddress seen) {
        if (claims.has(nodeId, seen)) {
            lock.of(nodeId).ifPresent(held -> prove(held.id(), seen));
        }
    }

    private Optional<Node> prove(long nodeId, MacAddress seen) {
        if (!claims.remove(nodeId, seen)) {
            return Optional.empty();
        }
        table.insert(nodeId, List.of(seen), table.nextPosition(nodeId));
        Node node = reader.byId(nodeId).orElseThrow();
        changed.fire(new NodeChanged(node.systemId()));
        events.record(node, EventType.NODE_MAC_SEEN, "The machine was seen with " + seen + ", which it had claimed");
        claims.refute(node, List.of(seen));
        return Optional.of(node);
    }
}
