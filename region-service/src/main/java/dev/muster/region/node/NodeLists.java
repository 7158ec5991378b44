package dev.muster.region.node;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.bmc.NodePower;
import dev.muster.region.paging.Pages;
import dev.muster.region.paging.Sized;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Many nodes, however many there are: read page by page, each as it is at that moment, in the order in which the
/// nodes were made.
@ApplicationScoped
public class NodeLists {
    private static final String BRIEF = "select n.id, n.system_id, n.status, n.owner_id from node_details n";

    /// Of sealed power parameters.
    private static final long PAGE_BYTES = 256 << 10;

    private final NodeReader reader;
    private final NodePower power;
    private final Sql database;

    NodeLists(NodeReader reader, NodePower power, Sql database) {
        this.reader = reader;
        this.power = power;
        this.database = database;
    }

    public Pages<Node> list(NodeFilter filter) {
        return reader.list(filter);
    }

    NodePart part(NodeFilter filter, long after, int limit) {
        return reader.part(filter, after, limit);
    }

    /// One node, in one statement.
    Optional<Node> bySystemId(String systemId) {
        return reader.bySystemId(systemId);
    }

    /// @param ids numbers of nodes; those that are not there are passed over
    /// @param filter what else is asked for
    public Pages<Node> of(Pages<Long> ids, NodeFilter filter) {
        return ids.by(page -> reader.of(page, filter));
    }

    /// How many nodes there are in each state; without the states of none.
    public Map<NodeStatus, Long> counts() {
        return database
                .list(
                        "select status, count(*) from nodes group by status",
                        row -> Map.entry(NodeStatus.ofNumber(row.getInt(1)).orElseThrow(), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// All machines that wait to be accepted.
    public Pages<NodeBrief> enlisted() {
        return brief(new Conditions().and("n.status = ?", NodeStatus.NEW.number()));
    }

    /// System ids of the nodes that a cluster serves.
    ///
    /// @param viewer the user who may see nodes without an owner and those of his own; empty to see all
    public Pages<String> systemIdsOf(UUID cluster, Optional<Long> viewer) {
        var served = new Conditions().and("n.cluster_id = (select id from known_clusters where uuid = ?)", cluster);
        viewer.ifPresent(user -> served.and("(n.owner_id is null or n.owner_id = ?)", user));
        return brief(served).map(NodeBrief::systemId);
    }

    private Pages<NodeBrief> brief(Conditions which) {
        return Pages.byKey(
                0L,
                Pages.SIZE,
                after -> brief(new Conditions().and(which).and("n.id > ?", after), "order by n.id limit " + Pages.SIZE),
                NodeBrief::id);
    }

    /// @param systemIds those that are not there are passed over
    List<NodeBrief> brief(Collection<String> systemIds) {
        return brief(new Conditions().and("n.system_id = any (?)", systemIds), "order by n.id");
    }

    private List<NodeBrief> brief(Conditions conditions, String rest) {
        return conditions.read(database, BRIEF, rest, NodeLists::brief);
    }

    private static NodeBrief brief(ResultSet row) throws SQLException {
        return new NodeBrief(
                row.getLong("id"),
                row.getString("system_id"),
                NodeStatus.ofNumber(row.getInt("status")).orElseThrow(),
                Optional.ofNullable(row.getObject("owner_id", Long.class)));
    }

    /// What is needed to switch nodes on and off, passwords included.
    ///
    /// @param systemIds all nodes if it is empty
    Pages<Map.Entry<String, Map<String, Object>>> powerParameters(List<String> systemIds) {
        Pages<Sized<Long>> sizes = Pages.byKey(
                0L,
                Pages.SIZE,
                after -> power.sizes(systemIds, after, Pages.SIZE).stream()
                        .map(size -> new Sized<>(size.getKey(), size.getValue()))
                        .toList(),
                Sized::key);
        return Sized.pages(sizes, PAGE_BYTES).by(power::parameters);
    }
}
