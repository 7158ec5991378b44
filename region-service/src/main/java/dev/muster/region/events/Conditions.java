package dev.muster.region.events;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The `where` of a query over events, with its values.
final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Conditions and(String condition, Object... given) {
        conditions.add(condition);
        values.addAll(List.of(given));
        return this;
    }

    /// Chooses the nodes first, so that both indexes of the events serve; a MAC that is no node has events too.
    void nodes(EventQuery query) {
        if (query.ofCertainNodes()) {
            var chosen = new Conditions();
            if (!query.hostnames().isEmpty()) {
                var names = array(query.hostnames());
                chosen.and("(c.hostname = any (?) or split_part(c.hostname, '.', 1) = any (?))", names, names);
            }
            if (!query.systemIds().isEmpty()) {
                chosen.and("c.system_id = any (?)", array(query.systemIds()));
            }
            query.zone().ifPresent(zone -> chosen.and("c.zone_id = (select id from zones where name = ?)", zone));
            String nodes = "(select c.id from nodes c where " + chosen.sql() + ")";
            and(
                    "(e.node_id in " + nodes + " or e.mac in (select a.mac from mac_addresses a where a.node_id in "
                            + nodes + "))",
                    twice(chosen.values));
        }
        if (!query.macs().isEmpty()) {
            var macs = array(query.macs());
            and(
                    "(e.mac = any (?) or e.node_id in (select a.node_id from mac_addresses a where a.mac = any (?)))",
                    macs,
                    macs);
        }
    }

    String sql() {
        return String.join(" and ", conditions);
    }

    PreparedStatement bind(Connection connection, String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Texts(List<String> texts)) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(i + 1, values.get(i));
            }
        }
        return statement;
    }

    private static Texts array(List<String> texts) {
        return new Texts(List.copyOf(texts));
    }

    private static Object[] twice(List<Object> values) {
        var both = new ArrayList<>(values);
        both.addAll(values);
        return both.toArray();
    }

    private record Texts(List<String> texts) {}
}
