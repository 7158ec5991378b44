package dev.muster.region.events;

import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `node_events`. Plain SQL: it is written in batches and read through joins that no entity wants.
@ApplicationScoped
class EventRows {
    /// The first condition saves the number that a conflict would use up; the second one holds.
    private static final String INSERT = """
            insert into node_events (event_id, mac, node_id, cluster, level, type, description,
                                     step, outcome, millis, address, created)
            select v.event_id, v.mac, coalesce(v.node_id, (select node_id from node_macs m where m.mac = v.mac)),
                   ?, ?, ?, ?, ?, ?, ?, ?, ?
              from (values (?::uuid, ?::text, ?::bigint)) as v (event_id, mac, node_id)
             where not exists (select 1 from node_events e where e.event_id = v.event_id)
            on conflict (event_id) do nothing
            """;

    private static final String FROM = """
             from node_events e
              left join node_macs m on m.mac = e.mac
              left join node_details n on n.id = coalesce(e.node_id, m.node_id)
            """;

    private static final String SELECT = """
            select e.id, coalesce(n.system_id, '') as node, coalesce(n.hostname, '') as hostname,
                   coalesce(e.mac, '') as mac, e.level, e.type, e.description, e.created,
                   e.step, e.outcome, e.millis, e.address, n.owner_id
            """ + FROM;

    /// PostgreSQL leaves out the joins where no condition needs them.
    private static final String IDS = "select e.id" + FROM;

    private final Sql database;

    EventRows(Sql database) {
        this.database = database;
    }

    /// Stores what is not stored yet. In the transaction at hand, or else each event in its own.
    void insert(List<NewEvent> events) {
        database.batch(INSERT, events, EventRows::bind);
    }

    /// The numbers of events, newest first.
    List<Long> find(EventQuery query) {
        boolean forward = query.after().isPresent() && query.before().isEmpty();
        String order = "order by e.id " + (forward ? "asc" : "desc") + " limit " + query.limit();
        var found = EventConditions.of(query).read(database, IDS, order, row -> row.getLong(1));
        return forward ? found.reversed() : found;
    }

    /// Newest first; those that are gone are left out.
    List<StoredEvent> of(List<Long> ids) {
        return new Conditions().and("e.id = any (?)", ids).read(database, SELECT, "order by e.id desc", Rows::event);
    }

    /// Oldest first: the events with numbers above `after` and at most `upTo`.
    List<StoredEvent> between(long after, long upTo, int limit) {
        return new Conditions()
                .and("e.id > ? and e.id <= ?", after, upTo)
                .read(database, SELECT, "order by e.id limit " + limit, Rows::event);
    }

    /// The highest number given, 0 if there is none.
    long newest() {
        return number("select coalesce(max(id), 0) from node_events");
    }

    /// Every transaction with a lower number has ended.
    long oldestRunning() {
        return number("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    }

    /// No transaction has this number or a higher one yet.
    long nextTransaction() {
        return number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    private long number(String query) {
        return database.first(query, row -> row.getLong(1)).orElse(0L);
    }

    private static void bind(PreparedStatement statement, NewEvent event) throws SQLException {
        var boot = event.boot();
        int at = 0;
        statement.setObject(++at, boot.cluster());
        statement.setInt(++at, event.level().number());
        statement.setString(++at, event.type());
        statement.setString(++at, event.description());
        statement.setString(++at, name(boot.step()));
        statement.setString(++at, name(boot.outcome()));
        statement.setLong(++at, boot.millis());
        statement.setString(++at, boot.address());
        statement.setObject(++at, event.at().atOffset(ZoneOffset.UTC));
        statement.setObject(++at, event.id());
        statement.setString(++at, event.mac() == null ? null : event.mac().value());
        statement.setObject(++at, event.nodeId(), Types.BIGINT);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }
}
