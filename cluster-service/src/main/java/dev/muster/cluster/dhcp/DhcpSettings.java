package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp.policy.LeaseTime;
import dev.muster.cluster.dhcp.policy.PolicySettings;
import dev.muster.cluster.dhcp.server.UdpPorts;
import java.nio.file.Path;
import java.time.Duration;

/// @param journal file of the leases; its directory is made
/// @param httpPort where the cluster serves `/images/` to UEFI HTTP boot
/// @param pathPrefix option 210; empty for none
/// @param offerHold how long an offered address waits for its REQUEST
/// @param quarantine how long an address stays out of use after a conflict
/// @param conflictProbe whether the next free addresses are looked for on the network
/// @param routerAdvertisements whether IPv6 router solicitations are answered with "no router here"
/// @param ports other than 67 and 68 in tests only
public record DhcpSettings(
        Path journal,
        int httpPort,
        String pathPrefix,
        Duration offerHold,
        Duration quarantine,
        boolean conflictProbe,
        boolean routerAdvertisements,
        UdpPorts ports) {
    public static DhcpSettings of(Path journal, int httpPort) {
        return new DhcpSettings(
                journal, httpPort, "", Duration.ofSeconds(60), Duration.ofMinutes(10), true, true, UdpPorts.WELL_KNOWN);
    }

    PolicySettings policy() {
        return new PolicySettings(new BootFiles(httpPort, pathPrefix), LeaseTime.OF_SUBNET, offerHold, quarantine);
    }
}
