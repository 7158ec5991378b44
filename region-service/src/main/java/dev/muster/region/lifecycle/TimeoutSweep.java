package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeTransitions;
import dev.muster.region.node.Move;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeBrief;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.work.NodeWork;
import dev.muster.region.work.NodeWork.Expired;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Fails nodes whose time is over. The time is in the database and told by its clock, and who fails a node takes the
/// time away in the same transaction: it happens once, whoever of the replicas is there.
@ApplicationScoped
class TimeoutSweep {
    private static final Logger LOG = Logger.getLogger(TimeoutSweep.class);

    private final NodeWork work;
    private final NodeLock lock;
    private final NodeMoves moves;
    private final Trails trails;

    TimeoutSweep(NodeWork work, NodeLock lock, NodeMoves moves, Trails trails) {
        this.work = work;
        this.lock = lock;
        this.moves = moves;
        this.trails = trails;
    }

    /// Each node in a transaction of its own; one that cannot be failed is logged and keeps nobody waiting.
    ///
    /// @return the nodes that this call failed, as they are now
    List<NodeBrief> sweep() {
        var failed = new ArrayList<NodeBrief>();
        Optional<Expired> next = after(null);
        while (next.isPresent()) {
            Expired over = next.get();
            try {
                QuarkusTransaction.requiringNew()
                        .call(() -> fail(over.nodeId()))
                        .ifPresent(failed::add);
            } catch (RuntimeException e) {
                LOG.error("the time-out of node " + over.nodeId() + " failed", e);
            }
            next = after(over);
        }
        return failed;
    }

    private Optional<Expired> after(@Nullable Expired last) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> work.nextOver(last));
        } catch (RuntimeException e) {
            LOG.error("nodes whose time is over cannot be looked for", e);
            return Optional.empty();
        }
    }

    /// Nothing if another replica is at it, or has done it.
    private Optional<NodeBrief> fail(long nodeId) {
        return lock.ifFree(nodeId)
                .filter(held -> work.isOver(nodeId))
                .map(moves::of)
                .map(this::fail);
    }

    private NodeBrief fail(Node node) {
        Node after = moves.move(
                node,
                Move.to(NodeTransitions.failureOf(node.status()).orElseThrow())
                        .because(trails.of(node).map(trails::sentence).orElse("Out of time")));
        return new NodeBrief(after.id(), after.systemId(), after.status(), after.ownerId());
    }
}
