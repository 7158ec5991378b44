package dev.muster.region.power;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// `power_commands`, and the columns of `nodes` that tell of power. Plain SQL: several replicas share the work by
/// row locks. Whoever locks both a node and its command locks the node first. All times are by the database's clock.
@ApplicationScoped
class CommandTable {
    private static final String SELECT = """
            select c.id, c.node_id, n.system_id, c.action, c.state, c.cluster,
                   cast(extract(epoch from c.expires - clock_timestamp()) * 1000 as bigint), c.taken is not null, c.message,
                   n.power_state
              from power_commands c join nodes n on n.id = c.node_id
            """;

    private static final String SWITCHING = """
            select case when exists (select 1 from power_commands c
                                      where c.node_id = n.id and c.state = 'sent' and c.action <> 'query')
                        then 'UNDER_WAY'
                        when exists (select 1 from power_commands c
                                      where c.node_id = n.id and c.state = 'done' and c.action = 'on'
                                        and c.created >= n.status_since)
                        then 'ON' else 'NONE' end
              from nodes n where n.id = ?
            """;

    private final DataSource database;

    CommandTable(DataSource database) {
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

    /// Nobody else changes the node, or gives it a command, before the running transaction ends.
    ///
    /// @return its number; empty if it is gone
    Optional<Long> lockNode(String systemId) {
        return query("select id from nodes where system_id = ? for update", row -> row.getLong(1), systemId).stream()
                .findFirst();
    }

    Optional<Command> byId(UUID id) {
        return query(SELECT + " where c.id = ?", CommandTable::command, id).stream()
                .findFirst();
    }

    Optional<Command> unfinished(long nodeId) {
        return query(SELECT + " where c.node_id = ? and c.state = 'sent'", CommandTable::command, nodeId).stream()
                .findFirst();
    }

    /// Whether the node is being switched, and else whether it was switched on since its state began.
    Switching switching(long nodeId) {
        return query(SWITCHING, row -> Switching.valueOf(row.getString(1)), nodeId)
                .getFirst();
    }

    /// @param limit for how long it is wanted from now on
    void insert(UUID id, long nodeId, PowerAction action, UUID cluster, Duration limit) {
        update(
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
        return update(
                        "update power_commands set state = ?, message = ?, finished = now()"
                                + " where id = ? and state = 'sent'",
                        state,
                        message,
                        id)
                == 1;
    }

    void taken(UUID id) {
        update("update power_commands set taken = coalesce(taken, now()) where id = ?", id);
    }

    void seen(long nodeId, PowerState state) {
        update(
                "update nodes set power_state = ? where id = ? and power_state <> ?",
                state.wireName(),
                nodeId,
                state.wireName());
    }

    /// Commands whose time was up so long ago, the oldest first, without those that another replica is at.
    List<Command> expired(Duration ago, int limit) {
        return query(
                SELECT
                        + " where c.state = 'sent' and c.expires < clock_timestamp() - make_interval(secs => ?)"
                        + " order by c.expires limit ? for update of n skip locked",
                CommandTable::command,
                seconds(ago),
                limit);
    }

    /// How many machines can be asked.
    int askable(List<String> types) {
        return query(
                        "select count(*) from nodes where power_type = any(?) and cluster_id is not null",
                        row -> row.getInt(1),
                        types)
                .getFirst();
    }

    /// Marks machines that nobody asked for the length of the interval as asked now, and gives them. A machine that
    /// nobody has accepted yet said itself how it is switched, and is not asked.
    List<String> dueForPoll(List<String> types, Duration interval, int limit) {
        return query("""
                update nodes set power_polled = now() where id in (
                    select n.id from nodes n
                     where n.power_type = any(?) and n.cluster_id is not null and n.status <> 0
                       and (n.power_polled is null or n.power_polled < now() - make_interval(secs => ?))
                       and not exists (select 1 from power_commands c where c.node_id = n.id and c.state = 'sent')
                     order by n.power_polled nulls first limit ? for update skip locked)
                returning system_id
                """, row -> row.getString(1), types, seconds(interval), limit);
    }

    int forget(Duration age) {
        return update(
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

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Read<T> read, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(read.from(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database: power commands cannot be read", e);
        }
    }

    private int update(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("database: power commands cannot be written", e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            switch (values[at]) {
                case List<?> texts ->
                    statement.setArray(at + 1, statement.getConnection().createArrayOf("text", texts.toArray()));
                case Object value -> statement.setObject(at + 1, value);
            }
        }
    }
}
