package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressRange;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks a subnet's configuration. What is wrong is an [IllegalArgumentException] that names it.
final class SubnetReader {

    private final SubnetConfig config;
    private final AddressRange<Ipv4> whole;

    SubnetReader(SubnetConfig config) {
        this.config = config;
        this.whole = wholeOf(config.cidr());
    }

    Subnet read() {
        return new Subnet(
                config.interfaceName(),
                config.mode(),
                whole,
                Ipv4.parse(config.server()),
                dynamic(),
                addresses(config.routers()),
                addresses(config.dns()),
                addresses(config.ntp()),
                config.domain(),
                seconds("lease_seconds", config.leaseSeconds()),
                seconds("firmware_lease_seconds", config.service().firmwareLeaseSeconds()),
                config.service().identity(),
                OptionSet.of(config.service().options()),
                hosts());
    }

    /// `10.0.0.0/24`; bits behind the prefix are ignored.
    static AddressRange<Ipv4> wholeOf(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no prefix length in '" + cidr + "'");
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1).strip());
        if (prefix < 1 || prefix > 32) {
            throw new IllegalArgumentException("prefix length is not 1 to 32: '" + cidr + "'");
        }
        int mask = -1 << (32 - prefix);
        int network = Ipv4.parse(cidr.substring(0, slash)).bits() & mask;
        return new AddressRange<>(new Ipv4(network), new Ipv4(network | ~mask));
    }

    private DynamicRanges dynamic() {
        var service = config.service();
        var ranges = new ArrayList<DynamicRange>();
        if (!config.rangeLow().isBlank() || !config.rangeHigh().isBlank()) {
            var range = range(config.rangeLow(), config.rangeHigh());
            ranges.add(new DynamicRange(range, service.bootp(), OptionSet.NONE));
        }
        for (DhcpRange more : service.ranges()) {
            ranges.add(new DynamicRange(range(more.low(), more.high()), more.bootp(), OptionSet.of(more.options())));
        }
        return new DynamicRanges(ranges);
    }

    private AddressRange<Ipv4> range(String low, String high) {
        var range = new AddressRange<>(Ipv4.parse(low), Ipv4.parse(high));
        if (range.isEmpty()) {
            throw new IllegalArgumentException("range_low " + range.low() + " is above range_high " + range.high());
        }
        if (!whole.contains(range.low()) || !whole.contains(range.high())) {
            throw new IllegalArgumentException(
                    "range " + range.low() + " to " + range.high() + " is not inside the subnet");
        }
        return range;
    }

    private static List<Ipv4> addresses(List<String> texts) {
        return texts.stream().map(Ipv4::parse).toList();
    }

    private static Duration seconds(String name, int seconds) {
        if (seconds < SubnetConfig.SHORTEST_LEASE) {
            throw new IllegalArgumentException(name + " is " + seconds + ", less than " + SubnetConfig.SHORTEST_LEASE);
        }
        return Duration.ofSeconds(seconds);
    }

    private Map<MacAddress, Host> hosts() {
        var hosts = new HashMap<MacAddress, Host>();
        var taken = new HashSet<Ipv4>();
        for (DhcpHost host : config.service().hosts()) {
            if (hosts.containsKey(host.mac())) {
                throw new IllegalArgumentException(host.mac() + " is there twice");
            }
            Optional<Ipv4> address =
                    host.address().isEmpty() ? Optional.empty() : Optional.of(reservation(host.address()));
            if (address.isPresent() && !taken.add(address.get())) {
                throw new IllegalArgumentException(address.get() + " is reserved for two machines");
            }
            var options = OptionSet.of(host.options());
            hosts.put(
                    host.mac(),
                    new Host(
                            address,
                            host.hostname().isEmpty()
                                    ? options
                                    : options.with(OptionCode.HOST_NAME, Octets.ascii(host.hostname()))));
        }
        config.reservations().forEach((text, mac) -> addReservation(hosts, mac, reservation(text)));
        return hosts;
    }

    private static void addReservation(Map<MacAddress, Host> hosts, MacAddress mac, Ipv4 address) {
        var host = hosts.getOrDefault(mac, new Host(Optional.empty(), OptionSet.NONE));
        if (host.address().isPresent() && !host.address().get().equals(address)) {
            throw new IllegalArgumentException(
                    mac + " has two reservations, " + host.address().get() + " and " + address);
        }
        hosts.put(mac, new Host(Optional.of(address), host.options()));
    }

    private Ipv4 reservation(String text) {
        var address = Ipv4.parse(text);
        if (!whole.contains(address)) {
            throw new IllegalArgumentException("reserved " + address + " is not inside the subnet");
        }
        return address;
    }
}
