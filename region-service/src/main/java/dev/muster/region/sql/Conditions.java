package dev.muster.region.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `where` of a query, with its values.
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /// @param condition with a `?` for each value, see [Sql]
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
    public <T> List<T> read(Sql database, String select, String rest, Sql.Row<T> each) {
        return database.list(select + " where " + sql() + " " + rest, each, values());
    }

    /// The one row that there is, if there is one.
    public <T> Optional<T> readOne(Sql database, String select, Sql.Row<T> each) {
        return read(database, select, "limit 1", each).stream().findFirst();
    }
}
