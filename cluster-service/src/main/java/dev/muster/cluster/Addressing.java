package dev.muster.cluster;

import dev.muster.cluster.boot.progress.Dhcp6Progress;
import dev.muster.cluster.boot.progress.DhcpProgress;
import dev.muster.cluster.dhcp.DhcpConfig;
import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.dhcp.DhcpSettings;
import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp6.Dhcp6Config;
import dev.muster.cluster.dhcp6.Dhcp6Server;
import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.policy.BootUrls;
import dev.muster.cluster.dhcp6.policy.PolicySettings;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// DHCP over both versions of IP, and which machine has which address.
record Addressing(DhcpServer dhcp, Dhcp6Server dhcp6) {

    /// Reads the leases back; nothing is served yet.
    ///
    /// @param known the machines that get the length of lease of known ones
    static Addressing open(Ground ground, Predicate<MacAddress> known) throws IOException {
        return new Addressing(overIpv4(ground, known), overIpv6(ground));
    }

    private static DhcpServer overIpv4(Ground ground, Predicate<MacAddress> known) throws IOException {
        var settings = ground.settings();
        var boot = settings.boot;
        var files = new BootFiles(ground.httpPort(), boot.pathPrefix().orElse(""), boot.ipxeScript(), boot.files());
        return DhcpServer.open(
                DhcpConfig.of(settings.data("dhcp/leases"), files).with(DhcpSettings.limits(settings.dhcp, known)),
                ground.listeners(),
                ground.clock(),
                new DhcpProgress(ground.reporter(), ground.news()::lease, ground.meters()));
    }

    private static Dhcp6Server overIpv6(Ground ground) throws IOException {
        var settings = ground.settings();
        var limits = settings.dhcp;
        var boot = settings.boot;
        var policy = new PolicySettings(
                Duid.of(ground.uuid()),
                new BootUrls(ground.httpPort(), boot.ipxeScript(), boot.files()),
                limits.offerHold(),
                limits.quarantine(),
                limits.leasesPerMac());
        return Dhcp6Server.open(
                Dhcp6Config.of(settings.data("dhcp6/leases"), policy).withLeaseBytes(limits.leaseBytes6()),
                ground.listeners(),
                ground.clock(),
                new Dhcp6Progress(ground.reporter(), ground.news()::lease, ground.meters()));
    }

    /// The leases, for the region.
    HeldLeases leases() {
        return new HeldLeases(dhcp, dhcp6);
    }

    /// Who has an address now, if its lease says so.
    Optional<MacAddress> vouchedAt(Inet4Address address, RelayedMachines trusted) {
        return dhcp.placeOf(address).filter(trusted::trusts).map(place -> place.lease()
                .mac());
    }

    /// Who has an address now, by its lease.
    Optional<MacAddress> macOf(InetAddress address) {
        return address instanceof Inet4Address v4
                ? dhcp.macOf(v4)
                : Ipv6Address.of(address).flatMap(dhcp6::macOf);
    }
}
