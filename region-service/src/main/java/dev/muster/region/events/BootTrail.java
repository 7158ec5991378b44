package dev.muster.region.events;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Which steps of its boots a node has taken.
@ApplicationScoped
public class BootTrail {
    private static final String STEPS = """
            select id, step, outcome, created, description from node_events
             where node_id = ? and step is not null and created >= ? order by created, id
            """;

    private static final String INSTALLED = """
            select created from node_events
             where node_id = ? and type = 'NODE_INSTALLATION_FINISHED' and created >= ? order by id desc limit 1
            """;

    private final DataSource database;

    BootTrail(DataSource database) {
        this.database = database;
    }

    /// In the order in which they were taken.
    ///
    /// @param nodeId the database's number
    public List<Step> since(long nodeId, Instant from) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(STEPS)) {
            statement.setLong(1, nodeId);
            statement.setObject(2, from.atOffset(ZoneOffset.UTC));
            var steps = new ArrayList<Step>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong("id");
                    Instant at = Rows.time(rows, "created");
                    String description = rows.getString("description");
                    var outcome = Rows.constant(Outcome.values(), rows.getString("outcome"));
                    Rows.constant(BootStep.values(), rows.getString("step"))
                            .ifPresent(
                                    step -> steps.add(new Step(id, step, outcome.orElse(Outcome.OK), at, description)));
                }
            }
            return steps;
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot read the boot steps of node " + nodeId, e);
        }
    }

    /// When an installation was last finished, if one was since `from`.
    public Optional<Instant> installed(long nodeId, Instant from) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(INSTALLED)) {
            statement.setLong(1, nodeId);
            statement.setObject(2, from.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Rows.time(rows, "created")) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot read the installations of node " + nodeId, e);
        }
    }

    /// @param id of the event
    /// @param description what an operator reads
    public record Step(long id, BootStep step, Outcome outcome, Instant at, String description) {}
}
