package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeTransitions;
import dev.muster.region.node.Move;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeMoves;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/// Fails nodes whose time is over. The time is in the database and told by its clock, and who fails a node takes the
/// time away in the same transaction: it happens once, whoever of the replicas is there.
@ApplicationScoped
class TimeoutSweep {
    private static final Logger LOG = Logger.getLogger(TimeoutSweep.class);

    private static final String EXPIRED = """
            select system_id from nodes
             where status_expires <= clock_timestamp() and not (system_id = any (?1))
             order by status_expires limit 1 for update skip locked
            """;

    private final Session database;
    private final NodeMoves moves;
    private final Trails trails;

    TimeoutSweep(Session database, NodeMoves moves, Trails trails) {
        this.database = database;
        this.moves = moves;
        this.trails = trails;
    }

    /// Each node in a transaction of its own; one that cannot be failed is logged and keeps nobody waiting.
    ///
    /// @return the nodes that this call failed, as they are now
    List<Node> sweep() {
        var failed = new ArrayList<Node>();
        Set<String> looked = new HashSet<>();
        while (true) {
            int before = looked.size();
            try {
                QuarkusTransaction.requiringNew().call(() -> next(looked)).ifPresent(failed::add);
            } catch (RuntimeException e) {
                LOG.error("the time-out of " + looked + " failed", e);
            }
            if (looked.size() == before) {
                return failed;
            }
        }
    }

    /// @param looked ids to leave alone; the one that is found comes to them
    private Optional<Node> next(Set<String> looked) {
        List<String> ids = database.createNativeQuery(EXPIRED, String.class)
                .setParameter(1, looked.toArray(String[]::new))
                .getResultList();
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        looked.add(ids.getFirst());
        return moves.locked(ids.getFirst()).map(this::fail);
    }

    private Node fail(Node node) {
        return moves.move(
                node,
                Move.to(NodeTransitions.failureOf(node.status()).orElseThrow())
                        .because(trails.of(node).map(trails::sentence).orElse("Out of time")));
    }
}
