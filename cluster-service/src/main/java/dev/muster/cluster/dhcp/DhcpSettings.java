package dev.muster.cluster.dhcp;

import dev.muster.model.node.MacAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.function.Predicate;

/// What one machine can take of the DHCP ranges, and for how long; over IPv6 too.
@ConfigMapping(prefix = "muster.cluster.dhcp")
public interface DhcpSettings {
    /// Addresses that one machine may hold, and declare as taken, in one subnet at a time; beyond it the machine
    /// gets no further one (counted as `too_many_leases`, or as a DHCPNAK).
    @WithDefault("4")
    int leasesPerMac();

    /// How long an offered address waits for its REQUEST.
    @WithDefault("PT60S")
    Duration offerHold();

    /// How long an address stays out of use after somebody else was seen to use it.
    @WithDefault("PT10M")
    Duration quarantine();

    /// Bytes of memory for leases, offers and whatever else an address is held for, ended ones too: 124 for
    /// each address, 64 MiB for 541,000 of them. Where it is used up, the address that ended first is
    /// forgotten; while none has ended, a machine that is not known yet gets no answer (counted as
    /// `lease_table_full`).
    @WithDefault("67108864")
    long leaseBytes();

    /// The same over IPv6, 128 bytes for each address: 16 MiB are 131,000 of them.
    @WithDefault("16777216")
    long leaseBytes6();

    /// @param known see [DhcpLimits]
    static DhcpLimits limits(DhcpSettings dhcp, Predicate<MacAddress> known) {
        return new DhcpLimits(dhcp.leasesPerMac(), dhcp.offerHold(), dhcp.quarantine(), dhcp.leaseBytes(), known);
    }
}
