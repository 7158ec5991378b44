package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import dev.muster.region.allocation.DiskName;
import dev.muster.region.paging.Pages;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads nodes by plain SQL, a page with all that belongs to its nodes in one statement, in the order in which the
/// nodes were made.
@ApplicationScoped
class NodeReader {
    private static final String SELECT = "select n.* from node_details n";
    private static final String IDS = "select n.id from node_details n";

    private final Sql database;

    NodeReader(Sql database) {
        this.database = database;
    }

    Pages<Node> list(NodeFilter filter) {
        return named(filter)
                .map(ids -> Pages.of(ids, Pages.SIZE).by(page -> of(page, filter)))
                .orElseGet(() -> Pages.byKey(0L, Pages.SIZE, after -> behind(after, filter), Node::id));
    }

    /// @param after the number behind which it begins
    /// @param limit at most so many nodes
    NodePart part(NodeFilter filter, long after, int limit) {
        var conditions = conditions(filter).and("n.id > ?", after);
        named(filter).ifPresent(ids -> conditions.and("n.id = any (?)", ids));
        List<Long> ids = conditions.read(database, IDS, "order by n.id limit " + (limit + 1), row -> row.getLong(1));
        boolean more = ids.size() > limit;
        List<Long> part = more ? ids.subList(0, limit) : ids;
        return new NodePart(
                Pages.of(part, Pages.SIZE).by(page -> of(page, filter)),
                more ? Optional.of(part.getLast()) : Optional.empty());
    }

    Optional<Node> bySystemId(String systemId) {
        return new Conditions().and("n.system_id = ?", systemId).readOne(database, SELECT, NodeReader::node);
    }

    Node locked(NodeLock.Held held) {
        return byId(held.id()).orElseThrow();
    }

    Optional<Node> byId(long id) {
        return new Conditions().and("n.id = ?", id).readOne(database, SELECT, NodeReader::node);
    }

    Optional<Node> byMac(MacAddress mac) {
        return new Conditions()
                .and("n.id = (select m.node_id from node_macs m where m.mac = ?)", mac.value())
                .readOne(database, SELECT, NodeReader::node);
    }

    Optional<MacAddress> firstMac(long nodeId) {
        return database.first(
                "select mac from node_macs where node_id = ? order by position limit 1",
                row -> new MacAddress(row.getString(1)),
                nodeId);
    }

    /// The nodes that have some of the addresses.
    List<Node> byMacs(Collection<MacAddress> macs) {
        return all(
                new Conditions().and("n.id in (select m.node_id from node_macs m where m.mac = any (?))", texts(macs)));
    }

    /// @param ids numbers
    List<Node> of(Collection<Long> ids, NodeFilter filter) {
        return all(conditions(filter).and("n.id = any (?)", ids));
    }

    private List<Node> all(Conditions conditions) {
        return conditions.read(database, SELECT, "order by n.id", NodeReader::node);
    }

    private List<Node> behind(long after, NodeFilter filter) {
        return conditions(filter)
                .and("n.id > ?", after)
                .read(database, SELECT, "order by n.id limit " + Pages.SIZE, NodeReader::node);
    }

    /// The numbers of the nodes that the filter names; empty if it names none. Read first, so that thousands of names
    /// are one look into each index.
    private Optional<List<Long>> named(NodeFilter filter) {
        if (!filter.names()) {
            return Optional.empty();
        }
        var named = new Conditions();
        if (!filter.systemIds().isEmpty()) {
            named.and("n.system_id = any (?)", filter.systemIds());
        }
        if (!filter.hostnames().isEmpty()) {
            named.and(
                    "(n.hostname = any (?) or split_part(n.hostname, '.', 1) = any (?))",
                    filter.hostnames(),
                    filter.hostnames());
        }
        if (!filter.macs().isEmpty()) {
            List<String> macs = texts(filter.macs());
            named.and(
                    "n.id in (select m.node_id from node_macs m where m.mac = any (?)"
                            + " union all select m.node_id from node_claims m where m.mac = any (?))",
                    macs,
                    macs);
        }
        return Optional.of(named.read(database, IDS, "order by n.id", row -> row.getLong(1)));
    }

    /// Whatever else it asks for.
    private static Conditions conditions(NodeFilter filter) {
        var conditions = new Conditions();
        filter.zone().ifPresent(zone -> conditions.and("n.zone_id = (select id from zones where name = ?)", zone));
        filter.agentName().ifPresent(agent -> conditions.and("n.agent_name = ?", agent));
        filter.token().ifPresent(token -> conditions.and("n.owner_token = ?", token));
        filter.viewer().ifPresent(viewer -> conditions.and("(n.owner_id is null or n.owner_id = ?)", viewer));
        return conditions;
    }

    private static Node node(ResultSet row) throws SQLException {
        @Nullable Long owner = row.getObject("owner_id", Long.class);
        return new Node(
                row.getLong("id"),
                row.getString("system_id"),
                row.getString("hostname"),
                Optional.ofNullable(owner),
                Optional.ofNullable(row.getString("owner")),
                macs(row.getArray("macs")),
                Optional.ofNullable(row.getString("pxe_mac")).map(MacAddress::new),
                row.getString("architecture"),
                new Node.Hardware(row.getInt("cpu_count"), row.getInt("memory"), row.getLong("storage")),
                NodeStatus.ofNumber(row.getInt("status")).orElseThrow(),
                row.getString("osystem"),
                row.getString("distro_series"),
                row.getBoolean("netboot"),
                row.getString("power_type"),
                row.getString("power_state"),
                new Node.Zone(row.getString("zone"), row.getString("zone_description")),
                row.getBoolean("disable_ipv4"),
                Optional.ofNullable(row.getObject("cluster", UUID.class)),
                use(row),
                work(row),
                new Node.Facts(
                        texts(row.getArray("tags")),
                        texts(row.getArray("addresses")),
                        Optional.ofNullable(row.getArray("routers")).map(NodeReader::texts),
                        macs(row.getArray("claims"))));
    }

    private static Node.Use use(ResultSet row) throws SQLException {
        return new Node.Use(
                Optional.ofNullable(row.getString("owner_token")),
                row.getString("agent_name"),
                BootType.of(row.getString("boot_type")).orElseThrow(),
                row.getBoolean("erase_on_release"),
                DiskName.parse(row.getString("boot_disk")));
    }

    private static Node.Work work(ResultSet row) throws SQLException {
        return new Node.Work(
                row.getObject("status_since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("status_expires", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("status_text"),
                row.getString("error"));
    }

    private static List<String> texts(Collection<MacAddress> macs) {
        return macs.stream().map(MacAddress::value).toList();
    }

    private static List<MacAddress> macs(Array array) {
        return texts(array).stream().map(MacAddress::new).toList();
    }

    private static List<String> texts(Array array) {
        try {
            return List.of((String[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException("database: a list of texts cannot be read", e);
        }
    }
}
