package dev.muster.region.lifecycle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A query that grows by conditions.
final class Statement {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    /// @param start up to its first condition, that one included
    Statement(String start) {
        sql = new StringBuilder(start);
    }

    /// @param condition with one `?`; a collection becomes an array of `text` or `bigint`
    void and(String condition, Object value) {
        sql.append(" and ").append(condition);
        values.add(value);
    }

    String sql() {
        return sql.toString();
    }

    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Collection<?> many) {
                String type = many.stream().allMatch(Long.class::isInstance) ? "bigint" : "text";
                statement.setArray(i + 1, connection.createArrayOf(type, many.toArray()));
            } else {
                statement.setObject(i + 1, values.get(i));
            }
        }
    }
}
