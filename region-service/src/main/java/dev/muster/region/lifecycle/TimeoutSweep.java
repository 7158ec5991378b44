package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeTransitions;
import dev.muster.region.node.Move;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeBrief;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.sql.Conditions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Fails nodes whose time is over. The time is in the database and told by its clock, and who fails a node takes the
/// time away in the same transaction: it happens once, whoever of the replicas is there.
@ApplicationScoped
class TimeoutSweep {
    private static final Logger LOG = Logger.getLogger(TimeoutSweep.class);

    private final DataSource database;
    private final NodeMoves moves;
    private final Trails trails;

    TimeoutSweep(DataSource database, NodeMoves moves, Trails trails) {
        this.database = database;
        this.moves = moves;
        this.trails = trails;
    }

    /// Each node in a transaction of its own; one that cannot be failed is logged and keeps nobody waiting.
    ///
    /// @return the nodes that this call failed, as they are now
    List<NodeBrief> sweep() {
        var failed = new ArrayList<NodeBrief>();
        var last = new AtomicReference<>(Expired.NONE);
        while (true) {
            Expired before = last.get();
            try {
                QuarkusTransaction.requiringNew().call(() -> next(last)).ifPresent(failed::add);
            } catch (RuntimeException e) {
                LOG.error("the time-out of " + last.get().systemId() + " failed", e);
            }
            if (last.get().equals(before)) {
                return failed;
            }
        }
    }

    /// @param last behind which to look; becomes the one that is found
    private Optional<NodeBrief> next(AtomicReference<Expired> last) {
        Optional<Expired> found = behind(last.get());
        found.ifPresent(last::set);
        return found.flatMap(one -> moves.locked(one.systemId())).map(this::fail);
    }

    private Optional<Expired> behind(Expired last) {
        return new Conditions()
                        .and("status_expires <= clock_timestamp()")
                        .and("(status_expires, id) > (?, ?)", last.at(), last.id())
                        .read(
                                database,
                                "select id, system_id, status_expires from nodes",
                                "order by status_expires, id limit 1 for update skip locked",
                                row -> new Expired(
                                        row.getObject(3, OffsetDateTime.class), row.getLong(1), row.getString(2)))
                        .stream()
                        .findFirst();
    }

    private NodeBrief fail(Node node) {
        Node after = moves.move(
                node,
                Move.to(NodeTransitions.failureOf(node.status()).orElseThrow())
                        .because(trails.of(node).map(trails::sentence).orElse("Out of time")));
        return new NodeBrief(after.id(), after.systemId(), after.status(), after.ownerId());
    }

    /// A node whose time is over; they are looked at in this order.
    private record Expired(OffsetDateTime at, long id, String systemId) {
        private static final Expired NONE =
                new Expired(OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), 0, "");
    }
}
