package dev.muster.region.metadata;

import dev.muster.region.auth.CallingCluster;
import dev.muster.region.events.EventType;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.Nodes;
import dev.muster.region.refusal.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Sees that a machine without a key which names a node is that node: its cluster attests the card that it asks
/// from, and the card is known to be the node's, which a claimed one is not. Anybody else is refused; the node's
/// timeline tells of it if a cluster saw him.
@ApplicationScoped
class AskingMachine {
    private final Nodes nodes;
    private final NodeEvents events;
    private final CallingCluster cluster;
    private final Counter refused;
    private final Throttle told = new Throttle(Duration.ofMinutes(1), InstantSource.system());

    AskingMachine(Nodes nodes, NodeEvents events, CallingCluster cluster, MeterRegistry meters) {
        this.nodes = nodes;
        this.events = events;
        this.cluster = cluster;
        this.refused = Counter.builder("muster.metadata.refused")
                .description("Calls by somebody who named a node and was not attested to be it")
                .register(meters);
    }

    /// @param what the call, for the event
    Node named(String systemId, String what) {
        Optional<Node> node = nodes.bySystemId(systemId);
        if (node.filter(this::isAsking).isEmpty()) {
            refused.increment();
            node.filter(_ -> cluster.isPresent()).ifPresent(known -> tell(known, what));
            throw RefusedException.forbidden("This is for the machine itself only, and only through its cluster.");
        }
        return node.get();
    }

    private boolean isAsking(Node node) {
        return cluster.nodeMac().filter(node.macs()::contains).isPresent();
    }

    private void tell(Node node, String what) {
        String stranger = cluster.nodeMac().map(Object::toString).orElse("somebody unknown");
        if (told.lets(node.systemId() + " " + stranger)) {
            String from = cluster.nodeAddress().map(address -> " at " + address).orElse("");
            QuarkusTransaction.requiringNew()
                    .run(() -> events.record(
                            node,
                            EventType.NODE_PRESEED_REFUSED,
                            "Refused " + what + " to " + stranger + from + ": not this node"));
        }
    }
}
