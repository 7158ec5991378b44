package dev.muster.region.node;

import java.util.Map;

/// SQL of tests for one column of a node, by the name that `node_details` has for it, or that the column had when all
/// of them were in `nodes`.
public final class NodeColumns {
    private static final Map<String, Column> OWNED = Map.ofEntries(
            Map.entry("power_type", new Column("node_power", "type")),
            Map.entry("power_parameters", new Column("node_power", "parameters")),
            Map.entry("power_by_machine", new Column("node_power", "by_machine")),
            Map.entry("power_state", new Column("node_power", "state")),
            Map.entry("power_polled", new Column("node_power", "polled")),
            Map.entry("pxe_mac", new Column("node_boot", "pxe_mac")),
            Map.entry("netboot", new Column("node_boot", "netboot")),
            Map.entry("boot_asked", new Column("node_boot", "asked")),
            Map.entry("same_boot", new Column("node_boot", "same_boot")),
            Map.entry("status_since", new Column("node_work", "since")),
            Map.entry("status_expires", new Column("node_work", "expires")),
            Map.entry("status_text", new Column("node_work", "text")),
            Map.entry("error", new Column("node_work", "error")),
            Map.entry("stalled_after", new Column("node_work", "stalled_after")),
            Map.entry("owner_id", new Column("node_allocation", "owner_id")),
            Map.entry("owner_token", new Column("node_allocation", "token")),
            Map.entry("agent_name", new Column("node_allocation", "agent_name")),
            Map.entry("osystem", new Column("node_allocation", "osystem")),
            Map.entry("distro_series", new Column("node_allocation", "distro_series")),
            Map.entry("user_data", new Column("node_allocation", "user_data")),
            Map.entry("boot_type", new Column("node_allocation", "boot_type")),
            Map.entry("boot_disk", new Column("node_allocation", "boot_disk")),
            Map.entry("erase_on_release", new Column("node_allocation", "erase_on_release")),
            Map.entry("cpu_count", new Column("node_hardware", "cpu_count")),
            Map.entry("memory", new Column("node_hardware", "memory")),
            Map.entry("storage", new Column("node_hardware", "storage")),
            Map.entry("routers", new Column("node_hardware", "routers")),
            Map.entry("lshw", new Column("node_hardware", "lshw")),
            Map.entry("lldp", new Column("node_hardware", "lldp")));

    private NodeColumns() {}

    /// An UPDATE in the table that has the column. Its parameters are the value and the system_id.
    public static String update(String column) {
        return update(column, "?");
    }

    /// As [#update(String)], with an SQL expression for the value: its parameters, and then the system_id.
    public static String update(String column, String value) {
        Column owned = OWNED.get(column);
        return owned == null
                ? "update nodes set " + column + " = " + value + " where system_id = ?"
                : "update " + owned.table + " set " + owned.name + " = " + value
                        + " where node_id = (select id from nodes where system_id = ?)";
    }

    /// A SELECT of one text. Its parameter is the system_id.
    ///
    /// @param expression over the columns of `node_details`, which is `n`; it has no secrets and no documents
    public static String read(String expression) {
        return "select (" + expression + ")::text from node_details n where n.system_id = ?";
    }

    private record Column(String table, String name) {}
}
