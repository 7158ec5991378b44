package dev.muster.region.events;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads an event out of a result.
final class Rows {
    private Rows() {}

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("id"),
                row.getString("node"),
                row.getString("hostname"),
                row.getString("mac"),
                EventLevel.ofNumber(row.getInt("level")),
                row.getString("type"),
                row.getString("description"),
                time(row, "created"),
                constant(BootStep.values(), row.getString("step")),
                constant(Outcome.values(), row.getString("outcome")),
                row.getLong("millis"),
                row.getString("address"),
                owner(row));
    }

    private static OptionalLong owner(ResultSet row) throws SQLException {
        long owner = row.getLong("owner_id");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(owner);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A name that this version does not know is none.
    static <E extends Enum<E>> Optional<E> constant(E[] constants, @Nullable String name) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }
}
