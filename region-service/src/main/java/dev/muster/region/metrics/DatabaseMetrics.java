package dev.muster.region.metrics;

import dev.muster.model.node.NodeStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// How things stand in the database, read at most every few seconds however many ask. While the database is away
/// there are no values.
@Startup
@ApplicationScoped
class DatabaseMetrics {
    private static final Logger LOG = Logger.getLogger(DatabaseMetrics.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    /// More rows than this are too many all the same, and take their time to count.
    private static final String OUTBOX = """
            select count(*), coalesce(extract(epoch from clock_timestamp() - min(created)), 0)
              from (select created from outbox order by id limit 100000) as waiting
            """;

    private final DataSource database;
    private Standing last = Standing.UNKNOWN;
    private long read = System.nanoTime() - GOOD_FOR.toNanos();

    DatabaseMetrics(DataSource database, MeterRegistry meters) {
        this.database = database;
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
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(OUTBOX);
                var row = statement.executeQuery()) {
            row.next();
            return new Standing(nodes(connection), row.getDouble(1), row.getDouble(2));
        } catch (SQLException e) {
            LOG.debug("metrics wait for the database", e);
            return Standing.UNKNOWN;
        }
    }

    private static Map<NodeStatus, Long> nodes(Connection connection) throws SQLException {
        var counts = new EnumMap<NodeStatus, Long>(NodeStatus.class);
        try (var statement = connection.prepareStatement("select status, count(*) from nodes group by status");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.put(NodeStatus.ofNumber(rows.getInt(1)).orElseThrow(), rows.getLong(2));
            }
        }
        return counts;
    }
}
