package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Optional;

/// A machine that is to become a node.
///
/// @param hostname with its domain
/// @param architecture `amd64/generic`
/// @param macs known to be its own, none twice
/// @param claims what else was named, none of `macs`
/// @param powerParameters JSON object, or empty; holds passwords
/// @param powerByMachine whether the machine said so, and no administrator
/// @param zone name; empty for the default
/// @param clusterId number of the cluster that serves it
public record NewNode(
        String hostname,
        String architecture,
        List<MacAddress> macs,
        Claims claims,
        String powerType,
        String powerParameters,
        boolean powerByMachine,
        String osystem,
        String distroSeries,
        boolean disableIpv4,
        String zone,
        Optional<Long> clusterId) {
    public NewNode {
        macs = List.copyOf(macs);
    }

    public NewNode withHostname(String other) {
        return new NewNode(
                other,
                architecture,
                macs,
                claims,
                powerType,
                powerParameters,
                powerByMachine,
                osystem,
                distroSeries,
                disableIpv4,
                zone,
                clusterId);
    }

    @Override
    public String toString() {
        return "NewNode[hostname=" + hostname + ", macs=" + macs + ", claims=" + claims.macs() + "]";
    }

    /// Addresses that are not proven.
    ///
    /// @param byMachine whether the machine itself named them, attested with another address
    public record Claims(List<MacAddress> macs, boolean byMachine) {
        public static final Claims NONE = new Claims(List.of(), false);

        public Claims {
            macs = List.copyOf(macs);
        }
    }
}
