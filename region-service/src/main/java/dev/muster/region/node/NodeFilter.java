package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Optional;

/// Which nodes to list: an empty list or value restricts nothing.
///
/// @param hostnames whole names, or their first labels
/// @param viewer the user who may see nodes without an owner and those of his own; empty to see all
public record NodeFilter(
        List<String> systemIds,
        List<String> hostnames,
        List<MacAddress> macs,
        Optional<String> zone,
        Optional<Long> viewer) {
    public NodeFilter {
        systemIds = List.copyOf(systemIds);
        hostnames = List.copyOf(hostnames);
        macs = List.copyOf(macs);
    }
}
