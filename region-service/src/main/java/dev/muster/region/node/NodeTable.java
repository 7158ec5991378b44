package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.sql.ConstraintException;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// `nodes` and `mac_addresses`, written in the caller's transaction. Nodes go by the database's numbers.
@ApplicationScoped
class NodeTable {
    private final Sql database;

    NodeTable(Sql database) {
        this.database = database;
    }

    /// In state NEW.
    ///
    /// @return its number
    /// @throws HostnameTakenException if the name is another node's
    long insert(String systemId, NewNode node, long zoneId) {
        try {
            return database.first(
                            "insert into nodes (system_id, hostname, architecture, status, disable_ipv4, zone_id, cluster_id)"
                                    + " values (?, ?, ?, ?, ?, ?, ?) returning id",
                            row -> row.getLong(1),
                            systemId,
                            node.hostname(),
                            node.architecture(),
                            NodeStatus.NEW.number(),
                            node.disableIpv4(),
                            zoneId,
                            node.clusterId().orElse(null))
                    .orElseThrow();
        } catch (ConstraintException e) {
            throw NodeConstraints.translated(e, node.hostname());
        }
    }

    /// Adds cards. In an order of their own, so that two enlistments of one machine never wait for each other in a
    /// circle.
    ///
    /// @param position of the first of them
    /// @throws MacInUseException if a node has one of the addresses
    void insert(long nodeId, List<MacAddress> macs, int position) {
        try {
            IntStream.range(0, macs.size())
                    .boxed()
                    .sorted(Comparator.comparing(macs::get))
                    .forEach(place -> database.update(
                            "insert into mac_addresses (mac, node_id, position) values (?, ?, ?)",
                            macs.get(place).value(),
                            nodeId,
                            position + place));
        } catch (ConstraintException e) {
            throw NodeConstraints.translated(e, "");
        }
    }

    /// Behind the cards that the node has.
    int nextPosition(long nodeId) {
        return database.first(
                        "select coalesce(max(position), -1) + 1 from mac_addresses where node_id = ?",
                        row -> row.getInt(1),
                        nodeId)
                .orElseThrow();
    }

    void deleteMac(MacAddress mac) {
        database.update("delete from mac_addresses where mac = ?", mac.value());
    }

    /// @throws HostnameTakenException if the name is another node's
    void rename(long nodeId, String hostname) {
        try {
            database.update("update nodes set hostname = ? where id = ?", hostname, nodeId);
        } catch (ConstraintException e) {
            throw NodeConstraints.translated(e, hostname);
        }
    }

    void architecture(long nodeId, String architecture) {
        database.update("update nodes set architecture = ? where id = ?", architecture, nodeId);
    }

    void disableIpv4(long nodeId, boolean disabled) {
        database.update("update nodes set disable_ipv4 = ? where id = ?", disabled, nodeId);
    }

    void zone(long nodeId, long zoneId) {
        database.update("update nodes set zone_id = ? where id = ?", zoneId, nodeId);
    }

    void leaveZone(long zoneId, long otherId) {
        database.update("update nodes set zone_id = ? where zone_id = ?", otherId, zoneId);
    }

    void cluster(long nodeId, long clusterId) {
        database.update("update nodes set cluster_id = ? where id = ?", clusterId, nodeId);
    }

    void status(long nodeId, NodeStatus status) {
        database.update("update nodes set status = ? where id = ?", status.number(), nodeId);
    }

    /// Whether the node is in the state in which it was made, and was never in another.
    boolean neverMoved(long nodeId) {
        return database.exists(
                "select 1 from node_details where id = ? and status = ? and status_since = created",
                nodeId,
                NodeStatus.NEW.number());
    }

    void delete(long nodeId) {
        database.update("delete from nodes where id = ?", nodeId);
    }

    /// The number of the node that has an address.
    Optional<Long> byMac(MacAddress mac) {
        return database.first("select node_id from mac_addresses where mac = ?", row -> row.getLong(1), mac.value());
    }
}
