package dev.muster.region.power;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// `power_commands`. All times are by the database's clock.
@ApplicationScoped
class CommandTable {
    private static final String SELECT = """
            select c.id, c.node_id, n.system_id, c.action, c.state, c.cluster,
                   cast(extract(epoch from c.expires - clock_timestamp()) * 1000 as bigint), c.taken is not null, c.message,
                   n.power_state
              from power_commands c join node_details n on n.id = c.node_id
            """;

    private static final String SWITCHING = """
            select case when exists (select 1 from power_commands c
                                      where c.node_id = t.node_id and c.state = 'sent' and c.action <> 'query')
                        then 'UNDER_WAY'
                        when exists (select 1 from power_commands c
                                      where c.node_id = t.node_id and c.state = 'done' and c.action = 'on'
                                        and c.created >= t.since)
                        then 'ON' else 'NONE' end
              from node_times t where t.node_id = ?
            """;

    private final Sql database;

    CommandTable(Sql database) {
        this.database = database;
    }

    /// A command.
    ///
    /// @param state `sent`, `done`, `failed`, `replaced`
    /// @param left how long it was wanted when this was read; negative if it was not any more
    /// @param taken whether its cluster fetched it
    /// @param powerState the node's, as it was known when this was read
    record Command(
            UUID id,
            long nodeId,
            String systemId,
            PowerAction action,
            String state,
            UUID cluster,
            Duration left,
            boolean taken,
            String message,
            PowerState powerState) {
        boolean finished() {
            return !state.equals("sent");
        }

        boolean isTooOld() {
            return !left.isPositive();
        }
    }

    Optional<Command> byId(UUID id) {
        return database.first(SELECT + " where c.id = ?", CommandTable::command, id);
    }

    Optional<Command> unfinished(long nodeId) {
        return database.first(SELECT + " where c.node_id = ? and c.state = 'sent'", CommandTable::command, nodeId);
    }

    /// Whether the node is being switched, and else whether it was switched on since its state began.
    Switching switching(long nodeId) {
        return database.first(SWITCHING, row -> Switching.valueOf(row.getString(1)), nodeId)
                .orElse(Switching.NONE);
    }

    /// @param limit for how long it is wanted from now on
    void insert(UUID id, long nodeId, PowerAction action, UUID cluster, Duration limit) {
        database.update(
                "insert into power_commands (id, node_id, action, cluster, created, expires)"
                        + " values (?, ?, ?, ?, clock_timestamp(), clock_timestamp() + make_interval(secs => ?))",
                id,
                nodeId,
                action.wireName(),
                cluster,
                seconds(limit));
    }

    /// @param state what it becomes
    /// @return whether it was unfinished
    boolean finish(UUID id, String state, String message) {
        return database.update(
                        "update power_commands set state = ?, message = ?, finished = now()"
                                + " where id = ? and state = 'sent'",
                        state,
                        message,
                        id)
                == 1;
    }

    void taken(UUID id) {
        database.update("update power_commands set taken = coalesce(taken, now()) where id = ?", id);
    }

    /// Commands whose time was up so long ago, the oldest first.
    List<Command> expired(Duration ago, int limit) {
        return database.list(
                SELECT
                        + " where c.state = 'sent' and c.expires < clock_timestamp() - make_interval(secs => ?)"
                        + " order by c.expires limit ?",
                CommandTable::command,
                seconds(ago),
                limit);
    }

    int forget(Duration age) {
        return database.update(
                "delete from power_commands where state <> 'sent' and finished < now() - make_interval(secs => ?)",
                seconds(age));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Command command(ResultSet row) throws SQLException {
        return new Command(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getString(3),
                PowerAction.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                row.getObject(6, UUID.class),
                Duration.ofMillis(row.getLong(7)),
                row.getBoolean(8),
                row.getString(9),
                PowerState.valueOf(row.getString(10).toUpperCase(Locale.ROOT)));
    }
}
