package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A known machine, as much of it as its boot depends on.
///
/// @param hostname with its domain
/// @param osystem what is to be installed, or empty for the default
/// @param release its release, or empty for the default
/// @param kernelOpts of its first tag that has some, or empty
/// @param architecture `amd64/generic`
/// @param pxeMac the card that it booted from last
/// @param bootAsked whether it has booted in its present state
/// @param domain DNS zone of its cluster, may be empty
record BootTarget(
        long id,
        String systemId,
        String hostname,
        NodeStatus status,
        boolean netboot,
        BootType bootType,
        String osystem,
        String release,
        String kernelOpts,
        String architecture,
        Optional<MacAddress> pxeMac,
        boolean bootAsked,
        String domain,
        Optional<UUID> cluster,
        OptionalLong clusterId) {

    String shortName() {
        int dot = hostname.indexOf('.');
        return dot < 0 ? hostname : hostname.substring(0, dot);
    }

    /// The cluster's zone, or else the domain that the node's own name has.
    Optional<String> zone() {
        int dot = hostname.indexOf('.');
        String own = dot < 0 ? "" : hostname.substring(dot + 1);
        return Optional.of(domain.isEmpty() ? own : domain).filter(name -> !name.isEmpty());
    }

    String arch() {
        int slash = architecture.indexOf('/');
        return slash < 0 ? architecture : architecture.substring(0, slash);
    }
}
