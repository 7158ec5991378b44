package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import dev.muster.region.netboot.NodeBoot;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The reads and the one write of the boot path, each a single indexed statement: thousands of machines ask at
/// once, and none of them needs a whole node.
@ApplicationScoped
class BootTargets {
    private static final String TARGET = "select n.* from boot_targets n";

    private final Sql database;
    private final NodeBoot boot;

    BootTargets(Sql database, NodeBoot boot) {
        this.database = database;
        this.boot = boot;
    }

    Optional<BootTarget> byMac(MacAddress mac) {
        return database.first(
                TARGET + " where n.id = (select node_id from node_macs where mac = ?)",
                BootTargets::target,
                mac.value());
    }

    Optional<BootTarget> bySystemId(String systemId) {
        return database.first(TARGET + " where n.system_id = ?", BootTargets::target, systemId);
    }

    /// Whether a node claims an address that is no node's.
    boolean isClaimed(MacAddress mac) {
        return database.exists("select 1 from node_claims where mac = ? limit 1", mac.value());
    }

    List<String> systemIds() {
        return database.list("select system_id from node_details order by id", row -> row.getString(1));
    }

    List<MacAddress> macs(long nodeId) {
        return database.list(
                "select mac from node_macs where node_id = ? order by position",
                row -> new MacAddress(row.getString(1)),
                nodeId);
    }

    /// Notes the card that a node boots from, and that it boots in its present state; writes only what is new. To be
    /// called only if a cluster saw the machine ask.
    void bootedFrom(BootTarget node, MacAddress mac) {
        if (!node.bootAsked() || node.pxeMac().filter(mac::equals).isEmpty()) {
            boot.asked(node.id(), mac);
        }
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
                row.getString("kernel_opts"),
                row.getString("architecture"),
                Optional.ofNullable(row.getString("pxe_mac")).map(MacAddress::new),
                row.getBoolean("boot_asked"),
                row.getString("domain"),
                Optional.ofNullable(cluster),
                cluster == null ? OptionalLong.empty() : OptionalLong.of(row.getLong("cluster_id")));
    }
}
