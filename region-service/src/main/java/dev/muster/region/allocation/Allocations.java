package dev.muster.region.allocation;

import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// `node_allocation`. Nodes go by the database's numbers.
@ApplicationScoped
public class Allocations {
    private final Sql database;

    Allocations(Sql database) {
        this.database = database;
    }

    /// A user holds the node from now on.
    ///
    /// @param token public part of the API key that acquired it
    public void give(long nodeId, long user, String token, String agentName) {
        database.update(
                "update node_allocation set owner_id = ?, token = ?, agent_name = ? where node_id = ?",
                user,
                token,
                agentName,
                nodeId);
    }

    /// What its user wanted on it is forgotten: the key that acquired it, the operating system, the user-data.
    public void empty(long nodeId) {
        database.update(
                "update node_allocation set token = null, agent_name = '', osystem = '', distro_series = '',"
                        + " user_data = null where node_id = ?",
                nodeId);
    }

    /// Nobody holds it any more.
    public void giveBack(long nodeId) {
        database.update(
                "update node_allocation set owner_id = null, token = null, agent_name = '' where node_id = ?", nodeId);
    }

    /// @param userData for the installed system
    public void installs(long nodeId, String osystem, String distroSeries, Optional<Bytes> userData) {
        database.update(
                "update node_allocation set osystem = ?, distro_series = ?, user_data = ? where node_id = ?",
                osystem,
                distroSeries,
                userData.map(Bytes::toArray).orElse(null),
                nodeId);
    }

    /// What an operator sets; what is empty stays.
    public void set(long nodeId, Wishes wishes) {
        database.update(
                "update node_allocation set osystem = coalesce(?, osystem), distro_series = coalesce(?, distro_series),"
                        + " boot_type = coalesce(?, boot_type), erase_on_release = coalesce(?, erase_on_release)"
                        + " where node_id = ?",
                wishes.osystem().orElse(null),
                wishes.distroSeries().orElse(null),
                wishes.bootType().map(BootType::text).orElse(null),
                wishes.eraseOnRelease().orElse(null),
                nodeId);
    }

    /// @param osystem empty text for the default
    public record Wishes(
            Optional<String> osystem,
            Optional<String> distroSeries,
            Optional<BootType> bootType,
            Optional<Boolean> eraseOnRelease) {
        public static final Wishes NONE =
                new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What the user wants the installed system to have.
    public Optional<byte[]> userData(long nodeId) {
        return database.first(
                "select user_data from node_allocation where node_id = ? and user_data is not null",
                row -> row.getBytes(1),
                nodeId);
    }

    /// The disk that the node is to be installed to, if somebody chose one.
    public Optional<DiskName> bootDisk(long nodeId) {
        return database.first(
                        "select boot_disk from node_allocation where node_id = ?", row -> row.getString(1), nodeId)
                .flatMap(DiskName::parse);
    }

    /// @param disk empty leaves it to the installer
    public void installTo(long nodeId, Optional<DiskName> disk) {
        database.update(
                "update node_allocation set boot_disk = ? where node_id = ?",
                disk.map(DiskName::toString).orElse(""),
                nodeId);
    }
}
