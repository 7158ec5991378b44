package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.policy.BootUrls;
import dev.muster.cluster.dhcp6.policy.PolicySettings;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.ra.Advertisement;
import dev.muster.cluster.ra.Advertisers;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.network.Ipv6Prefix;
import dev.muster.model.node.MacAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The DHCPv6 server alone, telling what it sees on standard output. Arguments: journal, interface, low and high end of
/// the range in `fd00:77::/64`, whether it does rapid commit.
final class Dhcp6ServerMain implements Dhcp6Events {
    private static final UUID SERVER = UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96");

    private Dhcp6ServerMain() {}

    public static void main(String[] args) throws Exception {
        var server = Dhcp6Server.open(
                Dhcp6Config.of(Path.of(args[0]), PolicySettings.of(Duid.of(SERVER), BootUrls.at(5248))),
                new Listeners(1),
                Clock.systemUTC(),
                new Dhcp6ServerMain());
        server.forEachLease(lease -> say("restored " + who(lease.holder().mac()) + " " + lease.address()));
        var service = new Dhcp6Service(
                Subnets.PREFIX,
                Subnets.SERVER,
                args[2],
                args[3],
                List.of(Subnets.SERVER),
                Map.of(),
                0,
                0,
                Boolean.parseBoolean(args[4]),
                0);
        server.apply(List.of(Subnets.config(args[1], service)));
        var prefix = Ipv6Prefix.of(Subnets.PREFIX);
        new Advertisers().apply(Map.of(args[1], new Advertisement(true, Duration.ZERO, List.of(prefix))));
        say("ready");
        Thread.currentThread().join();
    }

    @Override
    public void offered(@Nullable MacAddress mac, Ipv6Address address, String interfaceName) {
        say("offered " + who(mac) + " " + address);
    }

    @Override
    public void leased(Binding lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
        say((renewal ? "renewed " : "leased ") + who(lease.holder().mac()) + " " + lease.address());
    }

    @Override
    public void released(Binding ended) {
        say("released " + who(ended.holder().mac()) + " " + ended.address());
    }

    @Override
    public void informed(String interfaceName) {
        say("informed on " + interfaceName);
    }

    @Override
    public void poolExhausted(@Nullable MacAddress mac, String subnet) {
        say("exhausted " + who(mac) + " " + subnet);
    }

    @Override
    public void conflict(Ipv6Address address, String subnet) {
        say("conflict " + address + " " + subnet);
    }

    @Override
    public void interfaceMissing(String interfaceName, String why) {
        say("missing " + interfaceName + " " + why);
    }

    @Override
    public void interfaceServed(String interfaceName) {
        say("serving " + interfaceName);
    }

    @Override
    public void dropped(String reason) {
        say("dropped " + reason);
    }

    private static String who(@Nullable MacAddress mac) {
        return mac == null ? "-" : mac.value();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
