package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.BootType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The reads and the one write of the boot path, each a single indexed statement: thousands of machines ask at
/// once, and none of them needs a whole node.
@ApplicationScoped
class BootTargets {
    private static final String TARGET = """
            select n.id, n.system_id, n.hostname, n.status, n.netboot, n.architecture,
                   n.pxe_mac, n.boot_asked is not null as boot_asked,
                   n.boot_type, n.osystem, n.distro_series,
                   coalesce((select t.kernel_opts from node_tags nt join tags t on t.id = nt.tag_id
                              where nt.node_id = n.id and t.kernel_opts <> '' order by t.name limit 1), '') as opts,
                   coalesce(c.name, '') as domain, c.uuid as cluster, c.id as cluster_id
              from nodes n left join clusters c on c.id = n.cluster_id
            """;

    private final DataSource database;

    BootTargets(DataSource database) {
        this.database = database;
    }

    Optional<BootTarget> byMac(MacAddress mac) {
        return one(TARGET + " where n.id = (select node_id from mac_addresses where mac = ?)", mac.value());
    }

    Optional<BootTarget> bySystemId(String systemId) {
        return one(TARGET + " where n.system_id = ?", systemId);
    }

    /// Whether a node claims an address that is no node's.
    boolean isClaimed(MacAddress mac) {
        return !list("select 'claimed' from mac_claims where mac = ? limit 1", mac.value())
                .isEmpty();
    }

    List<String> systemIds() {
        return list("select system_id from nodes where id > ? order by id", 0L);
    }

    List<MacAddress> macs(long nodeId) {
        return list("select mac from mac_addresses where node_id = ? order by position", nodeId).stream()
                .map(MacAddress::new)
                .toList();
    }

    /// The cluster's own address in the first subnet that it serves.
    Optional<String> address(long clusterId) {
        return list("select server_ip from subnets where cluster_id = ? order by management desc, id", clusterId)
                .stream()
                .findFirst();
    }

    /// Where a cluster in service passes on the calls of its machines.
    OptionalInt httpPort(UUID cluster) {
        return list("select http_port::text from clusters where uuid = ? and status = 1", cluster).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    /// Notes the card that a node boots from, and that it boots in its present state; writes only what is new. To be
    /// called only if a cluster saw the machine ask.
    void bootedFrom(BootTarget node, MacAddress mac) {
        if (node.bootAsked() && node.pxeMac().filter(mac::equals).isPresent()) {
            return;
        }
        String update = "update nodes set pxe_mac = ?, boot_asked = coalesce(boot_asked, clock_timestamp())"
                + " where id = ? and (pxe_mac is distinct from ? or boot_asked is null)";
        try (var connection = database.getConnection();
                var statement = prepare(connection, update, mac.value(), node.id(), mac.value())) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot note the boot card of node " + node.id(), e);
        }
    }

    private Optional<BootTarget> one(String query, Object key) {
        try (var connection = database.getConnection();
                var statement = prepare(connection, query, key);
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(target(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot read the node of " + key, e);
        }
    }

    private List<String> list(String query, Object key) {
        try (var connection = database.getConnection();
                var statement = prepare(connection, query, key);
                var rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException("database: " + query, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static BootTarget target(ResultSet row) throws SQLException {
        @Nullable UUID cluster = row.getObject("cluster", UUID.class);
        return new BootTarget(
                row.getLong("id"),
                row.getString("system_id"),
                row.getString("hostname"),
                NodeStatus.ofNumber(row.getInt("status")).orElseThrow(),
                row.getBoolean("netboot"),
                BootType.of(row.getString("boot_type")).orElseThrow(),
                row.getString("osystem"),
                row.getString("distro_series"),
                row.getString("opts"),
                row.getString("architecture"),
                Optional.ofNullable(row.getString("pxe_mac")).map(MacAddress::new),
                row.getBoolean("boot_asked"),
                row.getString("domain"),
                Optional.ofNullable(cluster),
                cluster == null ? OptionalLong.empty() : OptionalLong.of(row.getLong("cluster_id")));
    }
}
