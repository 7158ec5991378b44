package dev.muster.region.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The relay's view of the table, by plain JDBC: one connection held for as long as this replica is the relay.
@ApplicationScoped
class OutboxTable {
    private static final long LOCK = 0x6d757374_6f7574L;

    private final AgroalDataSource database;

    OutboxTable(AgroalDataSource database) {
        this.database = database;
    }

    Connection connection() throws SQLException {
        return database.getConnection();
    }

    /// One relay at a time keeps the order of each key. The lock ends with the connection, so a replica that dies
    /// gives it up.
    boolean lock(Connection connection) throws SQLException {
        return truth(connection, "select pg_try_advisory_lock(?)");
    }

    void unlock(Connection connection) throws SQLException {
        truth(connection, "select pg_advisory_unlock(?)");
    }

    private static boolean truth(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, LOCK);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    List<Waiting> oldest(Connection connection, int limit) throws SQLException {
        var rows = new ArrayList<Waiting>();
        try (PreparedStatement statement =
                connection.prepareStatement("select id, topic, key, payload from outbox order by id limit ?")) {
            statement.setInt(1, limit);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new Waiting(
                            result.getLong(1), result.getString(2), result.getString(3), result.getString(4)));
                }
            }
        }
        return rows;
    }

    void delete(Connection connection, List<Waiting> published) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from outbox where id = any(?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", published.stream().map(Waiting::id).toArray()));
            statement.executeUpdate();
        }
    }

    /// A row that waits.
    record Waiting(
            long id, String topic, String key, @Nullable String payload) {}
}
