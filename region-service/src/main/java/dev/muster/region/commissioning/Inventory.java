package dev.muster.region.commissioning;

import dev.muster.model.node.MacAddress;
import dev.muster.region.node.DiskName;
import dev.muster.region.node.Node;
import dev.muster.region.tags.HardwareDescriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// What is known of a node's hardware and surroundings, in the database. Part of the caller's transaction.
@ApplicationScoped
class Inventory implements HardwareDescriptions {
    private static final List<String> NEEDED = List.of("processors", "memory", "disks");

    private final Session database;

    Inventory(Session database) {
        this.database = database;
    }

    /// @param lshw the document that says so
    void hardware(long nodeId, Node.Hardware hardware, byte[] lshw) {
        database.createNativeMutationQuery(
                        "update nodes set cpu_count = ?2, memory = ?3, storage = ?4, lshw = ?5 where id = ?1")
                .setParameter(1, nodeId)
                .setParameter(2, hardware.cpuCount())
                .setParameter(3, hardware.memory())
                .setParameter(4, hardware.storage())
                .setParameter(5, lshw)
                .executeUpdate();
    }

    void forgetProcessorsAndMemory(long nodeId) {
        database.createNativeMutationQuery("update nodes set cpu_count = 0, memory = 0 where id = ?1")
                .setParameter(1, nodeId)
                .executeUpdate();
    }

    /// Of processors, memory and disks those that a node has none of.
    List<String> missing(long nodeId) {
        Tuple lacks = database.createNativeQuery(
                        "select cpu_count = 0, memory = 0, storage = 0 from nodes where id = ?1", Tuple.class)
                .setParameter(1, nodeId)
                .getSingleResult();
        return IntStream.range(0, NEEDED.size())
                .filter(part -> lacks.get(part, Boolean.class))
                .mapToObj(NEEDED::get)
                .toList();
    }

    /// @param storage MB
    void storage(long nodeId, long storage) {
        database.createNativeMutationQuery("update nodes set storage = ?2 where id = ?1")
                .setParameter(1, nodeId)
                .setParameter(2, storage)
                .executeUpdate();
    }

    /// The disk that the node is to be installed to, if somebody chose one.
    Optional<DiskName> bootDisk(long nodeId) {
        return database
                .createNativeQuery("select boot_disk from nodes where id = ?1", String.class)
                .setParameter(1, nodeId)
                .getResultList()
                .stream()
                .findFirst()
                .flatMap(DiskName::parse);
    }

    void forgetBootDisk(long nodeId) {
        database.createNativeMutationQuery("update nodes set boot_disk = '' where id = ?1")
                .setParameter(1, nodeId)
                .executeUpdate();
    }

    /// @param routers the switches that the node's cards are connected to
    /// @param lldp the document that says so
    void neighbours(long nodeId, List<MacAddress> routers, byte[] lldp) {
        database.createNativeMutationQuery(
                        "update nodes set routers = string_to_array(?2, ' '), lldp = ?3 where id = ?1")
                .setParameter(1, nodeId)
                .setParameter(
                        2,
                        String.join(" ", routers.stream().map(MacAddress::value).toList()))
                .setParameter(3, lldp)
                .executeUpdate();
    }

    /// The card under which the node's events are shown.
    @Nullable
    MacAddress firstMac(long nodeId) {
        return database
                .createNativeQuery(
                        "select mac from mac_addresses where node_id = ?1 order by position limit 1", String.class)
                .setParameter(1, nodeId)
                .getResultList()
                .stream()
                .findFirst()
                .map(MacAddress::new)
                .orElse(null);
    }

    /// The documents as machines wrote them.
    @Override
    public Optional<byte[]> lshw(long nodeId) {
        return document("lshw", nodeId);
    }

    Optional<byte[]> lldp(long nodeId) {
        return document("lldp", nodeId);
    }

    private Optional<byte[]> document(String column, long nodeId) {
        return database
                .createNativeQuery(
                        "select " + column + " from nodes where id = ?1 and " + column + " is not null", byte[].class)
                .setParameter(1, nodeId)
                .getResultList()
                .stream()
                .findFirst();
    }
}
