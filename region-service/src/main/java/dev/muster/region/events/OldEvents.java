package dev.muster.region.events;

import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Deletes events, a few at a time: each call is a transaction of its own. Several replicas may do it at once; what
/// one is at, the others pass over. What tells how far a node is in its work is never deleted, nor how it came into
/// its present state.
@ApplicationScoped
class OldEvents {
    static final int BATCH = 1_000;

    private static final String STILL_WANTED = """
            (w.expires is not null and e.created >= w.since
               and (e.step is not null or e.type = 'NODE_INSTALLATION_FINISHED')
             or e.type = 'NODE_CHANGED_STATUS' and e.created >= w.since - interval '1 minute')
            """;

    private static final String AGED =
            delete("e.id > ? and e.id <= ? and e.created < now() - make_interval(secs => ?)");
    private static final String SURPLUS = delete("e.node_id = ? and e.id <= ?");

    /// Numbers and times grow together, but for what came late.
    private static final String WINDOW = """
            select max(id), bool_or(created < now() - make_interval(secs => ?))
              from (select id, created from node_events where id > ? order by id limit ?) w
            """;

    private static final String OVERFULL = """
            select n.id, (select e.id from node_events e where e.node_id = n.id order by e.id desc offset ? limit 1)
              from (select id from known_nodes where id > ? order by id limit ?) n order by n.id
            """;

    private final Sql database;

    OldEvents(Sql database) {
        this.database = database;
    }

    private static String delete(String which) {
        return """
                delete from node_events where id in (
                    select e.id from node_events e left join node_times w on w.node_id = e.node_id
                     where %s and (w.node_id is null or not %s)
                     order by e.id limit %d for update of e skip locked)
                """.formatted(which, STILL_WANTED, BATCH);
    }

    /// Deletes what is older in a window of the timeline.
    ///
    /// @param from the number after which the window begins
    /// @return its last number; empty if there is nothing old in it, and so nothing behind it either
    OptionalLong deleteOlder(Duration age, long from) {
        double seconds = age.toSeconds();
        Window window = database.first(
                        WINDOW, row -> new Window(row.getLong(1), row.getBoolean(2)), seconds, from, BATCH)
                .orElseThrow();
        if (!window.old()) {
            return OptionalLong.empty();
        }
        database.update(AGED, from, window.last(), seconds);
        return OptionalLong.of(window.last());
    }

    /// @param last its last number; 0 if nothing is in it
    /// @param old whether some of it is too old
    private record Window(long last, boolean old) {}

    /// @param node number
    /// @param newest of the events that are too many
    record Surplus(long node, long newest) {}

    /// Looks at some nodes.
    ///
    /// @param after the number after which they begin
    /// @return all that were looked at; `newest` is 0 for one that has not too many
    List<Surplus> surplus(int keep, long after, int nodes) {
        return database.list(OVERFULL, row -> new Surplus(row.getLong(1), row.getLong(2)), keep, after, nodes);
    }

    /// @return how many are gone; fewer than [#BATCH] if these were all
    int delete(Surplus surplus) {
        return database.update(SURPLUS, surplus.node(), surplus.newest());
    }
}
