package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Optional;

/// Which nodes to list: an empty list or value restricts nothing.
///
/// @param hostnames whole names, or their first labels
/// @param token the public part of the API key that acquired them
/// @param viewer the user who may see nodes without an owner and those of his own; empty to see all
public record NodeFilter(
        List<String> systemIds,
        List<String> hostnames,
        List<MacAddress> macs,
        Optional<String> zone,
        Optional<String> agentName,
        Optional<String> token,
        Optional<Long> viewer) {
    public static final NodeFilter ALL = of(List.of(), Optional.empty());

    public NodeFilter {
        systemIds = List.copyOf(systemIds);
        hostnames = List.copyOf(hostnames);
        macs = List.copyOf(macs);
    }

    public static NodeFilter of(List<String> systemIds, Optional<Long> viewer) {
        return new NodeFilter(
                systemIds, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), viewer);
    }

    /// Whether it names nodes, by whatever name.
    boolean names() {
        return !systemIds.isEmpty() || !hostnames.isEmpty() || !macs.isEmpty();
    }

    public NodeFilter acquiredWith(String tokenKey) {
        return new NodeFilter(systemIds, hostnames, macs, zone, agentName, Optional.of(tokenKey), viewer);
    }
}
