package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.policy.PolicySettings;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.function.Predicate;

/// How much of the ranges one machine can take, and for how long, and how much memory all of them.
///
/// @param leasesPerMac addresses that one machine may hold, and declare as taken, in one subnet at a time
/// @param offerHold how long an offered address waits for its REQUEST
/// @param quarantine how long an address stays out of use after a conflict
/// @param leaseBytes octets of memory for leases, offers and what else addresses are held for, ended ones too
/// @param known machines of the region, whose firmware gets leases as long as everybody's; asked on event loops
public record DhcpLimits(
        int leasesPerMac, Duration offerHold, Duration quarantine, long leaseBytes, Predicate<MacAddress> known) {
    public static final DhcpLimits DEFAULT = new DhcpLimits(
            PolicySettings.DEFAULT_LEASES_PER_MAC,
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            64L << 20,
            mac -> false);
}
