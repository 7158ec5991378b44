package dev.muster.region.metrics;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.NodeLists;
import dev.muster.region.outbox.OutboxBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/// How things stand in the database, read at most every few seconds however many ask. While the database is away
/// there are no values.
@Startup
@ApplicationScoped
class DatabaseMetrics {
    private static final Logger LOG = Logger.getLogger(DatabaseMetrics.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final NodeLists nodes;
    private final OutboxBacklog backlog;
    private Standing last = Standing.UNKNOWN;
    private long read = System.nanoTime() - GOOD_FOR.toNanos();

    DatabaseMetrics(NodeLists nodes, OutboxBacklog backlog, MeterRegistry meters) {
        this.nodes = nodes;
        this.backlog = backlog;
        for (NodeStatus status : NodeStatus.values()) {
            Gauge.builder("muster.nodes", () -> now().nodes(status))
                    .description("Nodes by their state")
                    .tag("status", LifeMetrics.word(status))
                    .register(meters);
        }
        Gauge.builder("muster.outbox.rows", () -> now().waiting())
                .description("Records that wait for Kafka, 100000 at most")
                .register(meters);
        Gauge.builder("muster.outbox.age", () -> now().age())
                .description("How long the oldest record has waited for Kafka")
                .baseUnit("seconds")
                .register(meters);
    }

    /// @param age of the oldest row that waits, seconds
    private record Standing(Map<NodeStatus, Long> counts, double waiting, double age) {
        static final Standing UNKNOWN = new Standing(Map.of(), Double.NaN, Double.NaN);

        double nodes(NodeStatus status) {
            return Double.isNaN(waiting) ? Double.NaN : counts.getOrDefault(status, 0L);
        }
    }

    private synchronized Standing now() {
        if (System.nanoTime() - read >= GOOD_FOR.toNanos()) {
            last = readOrUnknown();
            read = System.nanoTime();
        }
        return last;
    }

    private Standing readOrUnknown() {
        try {
            var waiting = backlog.now();
            return new Standing(nodes.counts(), waiting.rows(), waiting.age());
        } catch (IllegalStateException e) {
            LOG.debug("metrics wait for the database", e);
            return Standing.UNKNOWN;
        }
    }
}
