package dev.muster.region.lifecycle;

import dev.muster.region.events.EventType;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.NodeMoves;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/// Tells, long before the time is over, that a machine does not take its next boot step. Once for each step, whoever
/// of the replicas sees it first.
@ApplicationScoped
class StallSweep {
    private static final Logger LOG = Logger.getLogger(StallSweep.class);

    /// Nodes whose newest boot step, or whose start, is longer ago than the limit, and not told of yet.
    private static final String HANGING = """
            select n.system_id, coalesce(e.id, 0) from nodes n
              left join lateral (select id, created from node_events e
                                  where e.node_id = n.id and e.step is not null and e.created >= n.status_since
                                  order by e.id desc limit 1) e on true
             where n.status_expires is not null
               and coalesce(e.created, n.status_since) < clock_timestamp() - make_interval(secs => ?1)
               and n.stalled_after is distinct from coalesce(e.id, 0)
            """;

    private static final String SOME = HANGING + " and not (n.system_id = any (?2)) order by n.id limit 100";
    private static final String ONE = HANGING + " and n.system_id = ?2 for update of n skip locked";

    private final Session database;
    private final NodeMoves moves;
    private final NodeEvents events;
    private final Trails trails;
    private final LifecycleSettings settings;

    StallSweep(Session database, NodeMoves moves, NodeEvents events, Trails trails, LifecycleSettings settings) {
        this.database = database;
        this.moves = moves;
        this.events = events;
        this.trails = trails;
        this.settings = settings;
    }

    /// Each node in a transaction of its own; one that cannot be told of is logged and keeps nobody waiting.
    void sweep() {
        Set<String> looked = new HashSet<>();
        for (List<String> found = hanging(looked); !found.isEmpty(); found = hanging(looked)) {
            looked.addAll(found);
            found.forEach(this::look);
        }
    }

    private void look(String systemId) {
        try {
            QuarkusTransaction.requiringNew().run(() -> rows(ONE, systemId).forEach(row -> {
                database.createNativeMutationQuery("update nodes set stalled_after = ?2 where system_id = ?1")
                        .setParameter(1, row[0])
                        .setParameter(2, row[1])
                        .executeUpdate();
                moves.locked(systemId).ifPresent(this::tell);
            }));
        } catch (RuntimeException e) {
            LOG.error("whether the boot of " + systemId + " hangs cannot be told", e);
        }
    }

    private List<String> hanging(Set<String> looked) {
        return QuarkusTransaction.requiringNew().call(() -> rows(SOME, looked.toArray(String[]::new)).stream()
                .map(row -> (String) row[0])
                .toList());
    }

    private List<Object[]> rows(String query, Object which) {
        return database.createNativeQuery(query, Object[].class)
                .setParameter(1, (double) settings.stall().toSeconds())
                .setParameter(2, which)
                .getResultList();
    }

    /// A machine that has all its boot steps behind it works, and may take its time.
    private void tell(Node node) {
        trails.of(node)
                .filter(progress -> progress.missing().isPresent())
                .ifPresent(progress -> events.record(node, EventType.NODE_BOOT_STALLED, trails.sentence(progress)));
    }
}
