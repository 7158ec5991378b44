package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import dev.muster.region.power.PowerDone;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Nodes of tests, and what their clusters and machines would do to them.
@ApplicationScoped
class LifeNodes {
    private static final Pattern MOVE = Pattern.compile("From '([^']+)' to '([^']+)'.*", Pattern.DOTALL);

    private final KnownMachines machines;
    private final Event<PowerDone> outcomes;

    LifeNodes(KnownMachines machines, Event<PowerDone> outcomes) {
        this.machines = machines;
        this.outcomes = outcomes;
    }

    /// A node that only a person can switch.
    String manual(NodeStatus status) {
        return node(status, "manual");
    }

    /// A node that a cluster switches.
    String switched(NodeStatus status) {
        return node(status, "ipmi");
    }

    private String node(NodeStatus status, String powerType) {
        String id = machines.node("life-" + UUID.randomUUID(), status, machines.freshMac(), machines.cluster());
        set(id, "power_type", powerType);
        return id;
    }

    /// A zone without nodes; its name.
    String zone() {
        String zone = "zone-" + UUID.randomUUID();
        update("insert into zones (name) values (?)", zone);
        return zone;
    }

    void into(String zone, String systemId) {
        update("update nodes set zone_id = (select id from zones where name = ?) where system_id = ?", zone, systemId);
    }

    /// Any node of a zone.
    static Constraints onlyIn(String zone) {
        return new Constraints(
                Optional.empty(),
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                List.of(),
                Optional.of(zone),
                Set.of());
    }

    /// @param column of text
    void set(String systemId, String column, String value) {
        machines.update(NodeColumns.update(column), value, systemId);
    }

    void update(String sql, Object... values) {
        machines.update(sql, values);
    }

    /// @param expression as [NodeColumns#read] takes it
    String text(String systemId, String expression) {
        return machines.text(NodeColumns.read("coalesce((" + expression + ")::text, 'null')"), systemId);
    }

    NodeStatus status(String systemId) {
        return NodeStatus.ofNumber(Integer.parseInt(text(systemId, "status"))).orElseThrow();
    }

    /// The cluster has carried out what it was told.
    void power(String systemId, PowerAction action, boolean ok, PowerState state, String message) {
        QuarkusTransaction.requiringNew().run(() -> {
            // in the order in which the life cycle locks
            machines.text("select system_id from nodes where system_id = ? for update", systemId);
            machines.update(
                    "update power_commands set state = 'done', finished = now() where state = 'sent'"
                            + " and node_id = (select id from nodes where system_id = ?)",
                    systemId);
            outcomes.fire(new PowerDone(systemId, action, ok, state, message));
        });
    }

    /// What its power control was told, oldest first.
    List<String> orders(String systemId) {
        return machines.texts(
                "select action from power_commands c join nodes n on n.id = c.node_id where n.system_id = ?"
                        + " order by c.created",
                systemId);
    }

    void timeIsOver(String systemId) {
        machines.update(
                "update node_work set expires = now() - interval '1 second' where expires is not null"
                        + " and node_id = (select id from nodes where system_id = ?)",
                systemId);
    }

    /// Descriptions of events, oldest first.
    List<String> events(String systemId, String type) {
        return machines.texts(
                "select e.description from node_events e join nodes n on n.id = e.node_id"
                        + " where n.system_id = ? and e.type = ? order by e.id",
                systemId,
                type);
    }

    /// Goes through the node's whole log: each move begins where the last one ended, is in the table, and the last
    /// one ends where the node is.
    ///
    /// @return how many moves there were
    /// @throws AssertionError naming the first move that is wrong
    int checkedMoves(String systemId, NodeStatus first) {
        NodeStatus at = first;
        List<String> moves = events(systemId, "NODE_CHANGED_STATUS");
        for (String move : moves) {
            var matcher = MOVE.matcher(move);
            if (!matcher.matches()) {
                throw new AssertionError("not a move: " + move);
            }
            NodeStatus from = named(matcher.group(1));
            NodeStatus to = named(matcher.group(2));
            if (from != at || !NodeTransitions.after(from).contains(to)) {
                throw new AssertionError("in " + at + ": " + move + " of " + moves);
            }
            at = to;
        }
        if (status(systemId) != at) {
            throw new AssertionError("the log ends in " + at + ", the node is " + status(systemId));
        }
        return moves.size();
    }

    private static NodeStatus named(String label) {
        return Arrays.stream(NodeStatus.values())
                .filter(status -> status.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
