package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import dev.muster.region.allocation.DiskName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A machine that the region knows, as it was when it was read.
///
/// @param id the database's number; orders lists
/// @param hostname with its domain
/// @param ownerId the user who holds it
/// @param owner that user's name
/// @param macs those that are known to be its own; see [#claims()] for what else was named
/// @param pxeMac the address that it last booted from
/// @param architecture `amd64/generic`
/// @param powerState `on`, `off`, `unknown`, `error`
/// @param cluster the cluster that serves it
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
        Use use,
        Work work,
        Facts facts) {

    public Node {
        macs = List.copyOf(macs);
    }

    /// The host name without its domain.
    public String shortName() {
        int dot = hostname.indexOf('.');
        return dot < 0 ? hostname : hostname.substring(0, dot);
    }

    /// Addresses that were named for it, but that no machine of it was seen with: good for being shown alone.
    public List<MacAddress> claims() {
        return facts.claims();
    }

    /// All addresses, as the API shows them.
    public List<MacAddress> namedMacs() {
        return Stream.concat(macs.stream(), claims().stream()).toList();
    }

    /// Names of its tags, sorted.
    public List<String> tags() {
        return facts.tags();
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

    /// How it is used, and by whom.
    ///
    /// @param token the public part of the API key that acquired it
    /// @param agentName what the client called itself that acquired it, or empty
    /// @param eraseOnRelease whether its disks are wiped when it is given back
    /// @param bootDisk the disk to install to; empty leaves it to the installer
    public record Use(
            Optional<String> token,
            String agentName,
            BootType bootType,
            boolean eraseOnRelease,
            Optional<DiskName> bootDisk) {}

    /// What goes on in its present state.
    ///
    /// @param since when the state began
    /// @param expires when work in progress counts as failed
    /// @param text what the machine said last, or empty
    /// @param error why the node failed or is broken, or empty
    public record Work(Instant since, Optional<Instant> expires, String text, String error) {}

    /// What is known of it.
    ///
    /// @param tags names, sorted
    /// @param addresses IP addresses that are its own or leased to it
    /// @param routers MACs of the switches that commissioning saw; empty before
    /// @param claims addresses that are not proven
    public record Facts(
            List<String> tags, List<String> addresses, Optional<List<String>> routers, List<MacAddress> claims) {
        public Facts {
            tags = List.copyOf(tags);
            addresses = List.copyOf(addresses);
            routers = routers.map(List::copyOf);
            claims = List.copyOf(claims);
        }
    }

    /// Where the machine stands.
    public record Zone(String name, String description) {}
}
