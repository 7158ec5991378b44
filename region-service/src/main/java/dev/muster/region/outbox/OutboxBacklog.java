package dev.muster.region.outbox;

import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;

/// What waits for Kafka.
@ApplicationScoped
public class OutboxBacklog {
    /// More rows than this are too many all the same, and take their time to count.
    private static final String WAITING = """
            select count(*), coalesce(extract(epoch from clock_timestamp() - min(created)), 0)
              from (select created from outbox order by id limit 100000) as waiting
            """;

    private final Sql database;

    OutboxBacklog(Sql database) {
        this.database = database;
    }

    /// @param rows 100000 at most
    /// @param age of the oldest one, seconds; 0 if there is none
    public record Waiting(long rows, double age) {}

    public Waiting now() {
        return database.first(WAITING, row -> new Waiting(row.getLong(1), row.getDouble(2)))
                .orElseThrow();
    }
}
