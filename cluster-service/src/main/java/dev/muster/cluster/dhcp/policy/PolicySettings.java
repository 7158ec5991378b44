package dev.muster.cluster.dhcp.policy;

import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.function.Predicate;

/// @param known machines of the region, whose firmware gets leases as long as everybody's; must not block
/// @param offerHold how long an offered address waits for its REQUEST
/// @param quarantine how long an address stays out of use after a conflict
/// @param leasesPerMac addresses that one machine may hold, and declare as taken, in one subnet at a time
public record PolicySettings(
        BootFiles bootFiles, Predicate<MacAddress> known, Duration offerHold, Duration quarantine, int leasesPerMac) {
    public static final int DEFAULT_LEASES_PER_MAC = 4;

    public static PolicySettings of(int httpPort) {
        return new PolicySettings(
                BootFiles.at(httpPort),
                mac -> false,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                DEFAULT_LEASES_PER_MAC);
    }
}
