package dev.muster.region.node;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.paging.Pages;
import dev.muster.region.paging.Sized;
import dev.muster.region.sql.Conditions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Many nodes, however many there are: read page by page, each as it is at that moment, in the order in which the
/// nodes were made.
@ApplicationScoped
public class NodeLists {
    private static final String BRIEF = "select n.id, n.system_id, n.status, n.owner_id from nodes n";

    /// Of sealed power parameters.
    private static final long PAGE_BYTES = 256 << 10;

    private final NodeReader reader;
    private final PowerSecrets secrets;
    private final DataSource database;

    NodeLists(NodeReader reader, PowerSecrets secrets, DataSource database) {
        this.reader = reader;
        this.secrets = secrets;
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

    /// All machines that wait to be accepted.
    public Pages<NodeBrief> enlisted() {
        return brief(new Conditions().and("n.status = ?", NodeStatus.NEW.number()));
    }

    /// System ids of the nodes that a cluster serves.
    ///
    /// @param viewer the user who may see nodes without an owner and those of his own; empty to see all
    public Pages<String> systemIdsOf(UUID cluster, Optional<Long> viewer) {
        var served = new Conditions().and("n.cluster_id = (select id from clusters where uuid = ?)", cluster);
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
        var chosen = new Conditions();
        if (!systemIds.isEmpty()) {
            chosen.and("n.system_id = any (?)", systemIds);
        }
        Pages<Sized<Long>> sizes = Pages.byKey(
                0L,
                Pages.SIZE,
                after -> new Conditions()
                        .and(chosen)
                        .and("n.id > ?", after)
                        .read(
                                database,
                                "select n.id, coalesce(length(n.power_parameters), 0) from nodes n",
                                "order by n.id limit " + Pages.SIZE,
                                row -> new Sized<>(row.getLong(1), row.getLong(2))),
                Sized::key);
        return Sized.pages(sizes, PAGE_BYTES).by(this::powerParametersOf);
    }

    private List<Map.Entry<String, Map<String, Object>>> powerParametersOf(List<Long> ids) {
        return new Conditions()
                .and("n.id = any (?)", ids)
                .read(
                        database,
                        "select n.system_id, n.power_parameters from nodes n",
                        "order by n.id",
                        row -> Map.entry(
                                row.getString(1), secrets.of(row.getString(1), Optional.ofNullable(row.getBytes(2)))));
    }
}
