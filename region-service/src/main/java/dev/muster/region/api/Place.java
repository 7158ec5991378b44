package dev.muster.region.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// What a path of the API leads to.
///
/// @param values of the names in the table's path
/// @param op the operation, where the path names it
record Place(Operations table, Map<String, String> values, Optional<String> op) {
    /// Before the name of an operation, as the last segment of a path.
    static final String OP = "op-";

    Place {
        values = Map.copyOf(values);
    }

    static Place of(Operations table, List<String> path) {
        return new Place(table, table.path().values(path), Optional.empty());
    }

    static Place of(Operations table, List<String> path, String op) {
        return new Place(table, table.path().values(path), Optional.of(op));
    }

    /// Those that do anything here, sorted.
    SortedSet<String> methods() {
        return op.map(table::methods).orElseGet(table::methods);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The path with its names, not their values.
    String template() {
        return template(table, op);
    }

    static String template(Operations table, Optional<String> op) {
        return table.path().text() + op.map(name -> OP + name).orElse("");
    }
}
