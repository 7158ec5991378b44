package dev.muster.region.sql;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Statements in plain SQL: in the transaction at hand, or else each in one of its own. Values stand for the `?` in
/// their order; a collection becomes an array of `bigint` if it holds numbers, else of `text`, and null is null.
///
/// Every method throws [IllegalStateException] if the database cannot answer.
@ApplicationScoped
public class Sql {
    private final DataSource database;

    Sql(DataSource database) {
        this.database = database;
    }

    /// Reads one row of a result.
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    public <T> List<T> list(String sql, Row<T> each, @Nullable Object... values) {
        return run(sql, values, statement -> {
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(each.of(rows));
                }
                return found;
            }
        });
    }

    /// The first row, if there is one. For a query of many rows, say `limit 1`.
    public <T> Optional<T> first(String sql, Row<T> each, @Nullable Object... values) {
        return list(sql, each, values).stream().findFirst();
    }

    /// Whether there is a row.
    public boolean exists(String sql, @Nullable Object... values) {
        return !list(sql, _ -> true, values).isEmpty();
    }

    /// @return how many rows it changed
    /// @throws ConstraintException if it would violate one; the transaction is lost
    public int update(String sql, @Nullable Object... values) {
        return run(sql, values, PreparedStatement::executeUpdate);
    }

    /// Puts the values of one row into a statement.
    @FunctionalInterface
    public interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    /// Sends one statement for many rows in one go.
    public <T> void batch(String sql, Collection<T> all, Binder<T> each) {
        run(sql, new Object[0], statement -> {
            for (T row : all) {
                each.bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, @Nullable Object[] values, Work<T> work) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return work.with(statement);
        } catch (SQLException e) {
            throw ConstraintException.of(e)
                    .<RuntimeException>map(violated -> violated)
                    .orElseGet(() -> new IllegalStateException("database: " + e.getMessage(), e));
        }
    }

    private static void bind(PreparedStatement statement, int at, Collection<?> many) throws SQLException {
        if (many.isEmpty()) {
            statement.setObject(at, "{}", Types.OTHER); // of whatever type is asked for
            return;
        }
        boolean numbers = many.stream().allMatch(Long.class::isInstance);
        statement.setArray(at, statement.getConnection().createArrayOf(numbers ? "bigint" : "text", many.toArray()));
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value instanceof Collection<?> many) {
            bind(statement, at, many);
        } else {
            statement.setObject(at, value);
        }
    }
}
