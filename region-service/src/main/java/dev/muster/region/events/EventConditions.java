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

    /// Chooses the nodes first, so that both indexes of the events serve; a MAC that is no node has events too.
    private static void nodes(EventQuery query, Conditions conditions) {
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
            query.zone().ifPresent(zone -> chosen.and("c.zone_id = (select id from zones where name = ?)", zone));
            String nodes = "(select c.id from nodes c where " + chosen.sql() + ")";
            conditions.and(
                    "(e.node_id in " + nodes + " or e.mac in (select a.mac from mac_addresses a where a.node_id in "
                            + nodes + "))",
                    Stream.of(chosen.values(), chosen.values())
                            .flatMap(Stream::of)
                            .toArray());
        }
        if (!query.macs().isEmpty()) {
            conditions.and(
                    "(e.mac = any (?) or e.node_id in (select a.node_id from mac_addresses a where a.mac = any (?)))",
                    query.macs(),
                    query.macs());
        }
    }
}
