package dev.muster.region.events;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

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

    private final Sql database;

    BootTrail(Sql database) {
        this.database = database;
    }

    /// In the order in which they were taken.
    ///
    /// @param nodeId the database's number
    public List<Step> since(long nodeId, Instant from) {
        return database.list(STEPS, BootTrail::step, nodeId, from.atOffset(ZoneOffset.UTC)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// Empty for a step that this version does not know.
    private static Optional<Step> step(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Instant at = Rows.time(row, "created");
        String description = row.getString("description");
        Outcome outcome =
                Rows.constant(Outcome.values(), row.getString("outcome")).orElse(Outcome.OK);
        return Rows.constant(BootStep.values(), row.getString("step"))
                .map(step -> new Step(id, step, outcome, at, description));
    }

    /// When an installation was last finished, if one was since `from`.
    public Optional<Instant> installed(long nodeId, Instant from) {
        return database.first(INSTALLED, row -> Rows.time(row, "created"), nodeId, from.atOffset(ZoneOffset.UTC));
    }

    /// @param id of the event
    /// @param description what an operator reads
    public record Step(long id, BootStep step, Outcome outcome, Instant at, String description) {}
}
