package dev.muster.region.hardware;

import dev.muster.model.node.MacAddress;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// `node_hardware`. Nodes go by the database's numbers.
@ApplicationScoped
public class NodeHardware {
    private static final List<String> NEEDED = List.of("processors", "memory", "disks");

    private final Sql database;

    NodeHardware(Sql database) {
        this.database = database;
    }

    /// @param cpuCount threads
    /// @param memory MiB
    /// @param storage MB
    /// @param lshw the document that says so
    public void found(long nodeId, int cpuCount, int memory, long storage, byte[] lshw) {
        database.update(
                "update node_hardware set cpu_count = ?, memory = ?, storage = ?, lshw = ? where node_id = ?",
                cpuCount,
                memory,
                storage,
                lshw,
                nodeId);
    }

    /// What an operator says; what is empty stays.
    public void set(long nodeId, Optional<Integer> cpuCount, Optional<Integer> memory, Optional<Long> storage) {
        database.update(
                "update node_hardware set cpu_count = coalesce(?, cpu_count), memory = coalesce(?, memory),"
                        + " storage = coalesce(?, storage) where node_id = ?",
                cpuCount.orElse(null),
                memory.orElse(null),
                storage.orElse(null),
                nodeId);
    }

    public void forgetProcessorsAndMemory(long nodeId) {
        database.update("update node_hardware set cpu_count = 0, memory = 0 where node_id = ?", nodeId);
    }

    /// Of processors, memory and disks those that a node has none of.
    public List<String> missing(long nodeId) {
        return database.first(
                        "select cpu_count = 0, memory = 0, storage = 0 from node_hardware where node_id = ?",
                        row -> List.of(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
                        nodeId)
                .map(lacks -> IntStream.range(0, NEEDED.size())
                        .filter(lacks::get)
                        .mapToObj(NEEDED::get)
                        .toList())
                .orElse(NEEDED);
    }

    /// @param storage MB
    public void storage(long nodeId, long storage) {
        database.update("update node_hardware set storage = ? where node_id = ?", storage, nodeId);
    }

    /// @param routers the switches that the node's cards are connected to
    /// @param lldp the document that says so
    public void neighbours(long nodeId, List<MacAddress> routers, byte[] lldp) {
        database.update(
                "update node_hardware set routers = ?, lldp = ? where node_id = ?",
                routers.stream().map(MacAddress::value).toList(),
                lldp,
                nodeId);
    }

    /// The documents as machines wrote them.
    public Optional<byte[]> lshw(long nodeId) {
        return document("lshw", nodeId);
    }

    public Optional<byte[]> lldp(long nodeId) {
        return document("lldp", nodeId);
    }

    private Optional<byte[]> document(String column, long nodeId) {
        return database.first(
                "select " + column + " from node_hardware where node_id = ? and " + column + " is not null",
                row -> row.getBytes(1),
                nodeId);
    }
}
