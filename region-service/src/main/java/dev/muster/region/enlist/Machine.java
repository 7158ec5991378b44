package dev.muster.region.enlist;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a machine says of itself when it enlists.
///
/// @param hostname empty if it has no name of its own
/// @param powerParameters JSON object, or empty; holds passwords
/// @param cluster the one that it names; empty to find out by where it calls from
record Machine(
        Optional<String> hostname,
        String architecture,
        List<MacAddress> macs,
        String powerType,
        String powerParameters,
        String osystem,
        String distroSeries,
        boolean disableIpv4,
        String zone,
        Optional<UUID> cluster) {
    Machine {
        macs = List.copyOf(macs);
    }

    @Override
    public String toString() {
        return "Machine[hostname=" + hostname + ", macs=" + macs + "]";
    }
}
