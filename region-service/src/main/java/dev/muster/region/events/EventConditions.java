package dev.muster.region.events;

import dev.muster.region.sql.Conditions;
import java.util.stream.Stream;

/// The `where` of a query over events `e` and their nodes `n`.
final class EventConditions {
    private EventConditions() {}

    static Conditions of(EventQuery query) {
        var conditions = new Conditions().and("e.level >= ?", query.level().number());
        query.after().ifPresent(id -> conditions.and("e.id > ?", id));
        query.before().ifPresent(id -> conditions.and("e.id < ?", id));
        nodes(query, conditions);
        query.viewer()
                .ifPresent(user -> conditions.and("n.id is not null and (n.owner_id is null or n.owner_id = ?)", user));
        return conditions;
    }

    /// Chooses the nodes first, and their events by either index: with `or` in place of `union` the database reads all
    /// events there are. A MAC that is no node has events too.
    private static void nodes(EventQuery query, Conditions conditions) {
        query.zone().ifPresent(zone -> conditions.and("n.zone_id = (select id from known_zones where name = ?)", zone));
        if (query.ofCertainNodes()) {
            var chosen = new Conditions();
            if (!query.hostnames().isEmpty()) {
                chosen.and(
                        "(c.hostname = any (?) or split_part(c.hostname, '.', 1) = any (?))",
                        query.hostnames(),
                        query.hostnames());
            }
            if (!query.systemIds().isEmpty()) {
                chosen.and("c.system_id = any (?)", query.systemIds());
            }
            String nodes = "(select c.id from node_details c where " + chosen.sql() + ")";
            conditions.and(
                    "e.id in (select x.id from node_events x where x.node_id in " + nodes
                            + " union select x.id from node_events x where x.mac in"
                            + " (select a.mac from node_macs a where a.node_id in " + nodes + "))",
                    Stream.of(chosen.values(), chosen.values())
                            .flatMap(Stream::of)
                            .toArray());
        }
        if (!query.macs().isEmpty()) {
            conditions.and(
                    "e.id in (select x.id from node_events x where x.mac = any (?)"
                            + " union select x.id from node_events x where x.node_id in"
                            + " (select a.node_id from node_macs a where a.mac = any (?)))",
                    query.macs(),
                    query.macs());
        }
    }
}
