package dev.muster.cluster.dhcp.policy;

import java.time.Duration;

/// @param offerHold how long an offered address waits for its REQUEST
/// @param quarantine how long an address stays out of use after a conflict
public record PolicySettings(BootFiles bootFiles, LeaseTime leaseTime, Duration offerHold, Duration quarantine) {
    public static PolicySettings of(int httpPort) {
        return new PolicySettings(
                new BootFiles(httpPort, ""), LeaseTime.OF_SUBNET, Duration.ofSeconds(60), Duration.ofMinutes(10));
    }
}
