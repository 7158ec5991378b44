package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.wire.Octets;
import java.time.Duration;

/// @param serverId this cluster's identifier, the same for as long as it lives
/// @param bootUrls what firmware is to load
/// @param offerHold how long an offered address waits for its REQUEST
/// @param quarantine how long an address stays out of use after a conflict
/// @param leasesPerMachine addresses that one machine may hold, be offered, and declare as taken, in one
///     subnet at a time
public record PolicySettings(
        Octets serverId, BootUrls bootUrls, Duration offerHold, Duration quarantine, int leasesPerMachine) {
    public static PolicySettings of(Octets serverId, BootUrls bootUrls) {
        return new PolicySettings(serverId, bootUrls, Duration.ofSeconds(60), Duration.ofMinutes(10), 4);
    }
}
