package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp.policy.Subnets;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.ra.Advertisement;
import dev.muster.cluster.ra.Advertisers;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.node.MacAddress;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The DHCP server alone, telling what it sees on standard output. Arguments: journal, interface, first three
/// octets of the subnet, low and high end of the range, and the mode if it is not `full`.
final class DhcpServerMain implements DhcpEvents {
    private DhcpServerMain() {}

    public static void main(String[] args) throws Exception {
        var server = DhcpServer.open(
                DhcpConfig.of(Path.of(args[0]), BootFiles.at(5248)),
                new Listeners(1),
                Clock.systemUTC(),
                new DhcpServerMain());
        server.forEachLease(lease -> say("restored " + lease.mac() + " " + lease.address()));
        var mode = DhcpMode.of(args.length > 5 ? args[5] : "full");
        server.apply(List.of(Subnets.config(args[1], args[2], args[3], args[4]).with(DhcpService.in(mode))));
        new Advertisers().apply(Map.of(args[1], Advertisement.NOTHING));
        say("ready");
        Thread.currentThread().join();
    }

    @Override
    public void leased(Lease lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
        say((renewal ? "renewed " : "leased ") + lease.mac() + " " + lease.address());
    }

    @Override
    public void proxied(MacAddress mac, String interfaceName) {
        say("proxied " + mac);
    }

    @Override
    public void interfaceMissing(String interfaceName, String why) {
        say("missing " + interfaceName);
    }

    @Override
    public void interfaceServed(String interfaceName) {
        say("serving " + interfaceName);
    }

    @Override
    public void released(Lease ended) {
        say("released " + ended.mac() + " " + ended.address());
    }

    @Override
    public void poolExhausted(MacAddress mac, String subnet) {
        say("exhausted " + mac + " " + subnet);
    }

    @Override
    public void conflict(Inet4Address address, String subnet) {
        say("conflict " + address.getHostAddress() + " " + subnet);
    }

    @Override
    public void dropped(String reason) {
        say("dropped " + reason);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
