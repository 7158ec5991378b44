package dev.muster.region.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// The `where` of a query, with its values.
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /// @param condition with a `?` for each value; a collection becomes an array of `text`, or of `bigint`, as an empty
    ///     one does
    public Conditions and(String condition, Object... given) {
        conditions.add(condition);
        values.addAll(List.of(given));
        return this;
    }

    /// What holds for others too.
    public Conditions and(Conditions others) {
        conditions.addAll(others.conditions);
        values.addAll(others.values);
        return this;
    }

    /// For a condition that holds others.
    public String sql() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    public Object[] values() {
        return values.toArray();
    }

    /// @param select up to its `where`
    /// @param rest what stands behind the conditions
    /// @throws IllegalStateException if the database cannot answer
    public <T> List<T> read(DataSource database, String select, String rest, Row<T> each) {
        try (var connection = database.getConnection()) {
            return read(connection, select, rest, each);
        } catch (SQLException e) {
            throw new IllegalStateException("database: " + e.getMessage(), e);
        }
    }

    /// The one row that there is, if there is one.
    public <T> Optional<T> readOne(DataSource database, String select, Row<T> each) {
        return read(database, select, "limit 1", each).stream().findFirst();
    }

    /// The same on a connection at hand.
    public <T> List<T> read(Connection connection, String select, String rest, Row<T> each) throws SQLException {
        try (var statement = connection.prepareStatement(select + " where " + sql() + " " + rest)) {
            bind(connection, statement);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(each.of(rows));
                }
                return found;
            }
        }
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Collection<?> many) {
                boolean numbers = many.stream().allMatch(Long.class::isInstance);
                statement.setArray(i + 1, connection.createArrayOf(numbers ? "bigint" : "text", many.toArray()));
            } else {
                statement.setObject(i + 1, values.get(i));
            }
        }
    }

    /// Reads one row of a result.
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
