package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A machine that the region knows, as it was when it was read.
///
/// @param id the database's number; orders lists
/// @param hostname with its domain
/// @param ownerId the user who holds it
/// @param owner that user's name
/// @param macs in the order in which the machine gave them
/// @param pxeMac the address that it last booted from
/// @param architecture `amd64/generic`
/// @param powerState `on`, `off`, `unknown`, `error`
/// @param cluster the cluster that serves it
/// @param tags by name
public record Node(
        long id,
        String systemId,
        String hostname,
        Optional<Long> ownerId,
        Optional<String> owner,
        List<MacAddress> macs,
        Optional<MacAddress> pxeMac,
        String architecture,
        Hardware hardware,
        NodeStatus status,
        String osystem,
        String distroSeries,
        boolean netboot,
        String powerType,
        String powerState,
        Zone zone,
        boolean disableIpv4,
        Optional<UUID> cluster,
        List<String> tags) {

    public Node {
        macs = List.copyOf(macs);
        tags = List.copyOf(tags);
    }

    /// The host name without its domain.
    public String shortName() {
        int dot = hostname.indexOf('.');
        return dot < 0 ? hostname : hostname.substring(0, dot);
    }

    /// `amd64` of `amd64/generic`.
    public String arch() {
        return architecture.substring(0, architecture.indexOf('/'));
    }

    /// `generic` of `amd64/generic`.
    public String subarch() {
        return architecture.substring(architecture.indexOf('/') + 1);
    }

    /// What commissioning found.
    ///
    /// @param cpuCount threads
    /// @param memory MiB
    /// @param storage MB
    public record Hardware(int cpuCount, int memory, long storage) {}

    /// Where the machine stands.
    public record Zone(String name, String description) {}
}
