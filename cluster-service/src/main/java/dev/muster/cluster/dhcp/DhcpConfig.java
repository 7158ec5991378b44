package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp.policy.PolicySettings;
import dev.muster.cluster.dhcp.server.UdpPorts;
import java.nio.file.Path;
import java.time.Duration;

/// @param journal file of the leases; its directory is made
/// @param bootFiles the loader of each kind of client
/// @param limits see there
/// @param conflictProbe whether the next free addresses are looked for on the network
/// @param interfaceCheck how often an interface that is missing, or was made anew, is looked for
/// @param ports other than 67 and 68 in tests only
public record DhcpConfig(
        Path journal,
        BootFiles bootFiles,
        DhcpLimits limits,
        boolean conflictProbe,
        Duration interfaceCheck,
        UdpPorts ports) {
    public static DhcpConfig of(Path journal, BootFiles bootFiles) {
        return new DhcpConfig(journal, bootFiles, DhcpLimits.DEFAULT, true, Duration.ofSeconds(2), UdpPorts.WELL_KNOWN);
    }

    public DhcpConfig with(DhcpLimits other) {
        return new DhcpConfig(journal, bootFiles, other, conflictProbe, interfaceCheck, ports);
    }

    PolicySettings policy() {
        return new PolicySettings(
                bootFiles, limits.known(), limits.offerHold(), limits.quarantine(), limits.leasesPerMac());
    }
}
