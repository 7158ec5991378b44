package dev.muster.cluster.region;

import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.network.Ipv6Prefix;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The subnets that an operator set, with what this machine knows of their interfaces.
public final class OfferedSubnets {
    private OfferedSubnets() {}

    /// @throws IllegalArgumentException naming the property that is wrong, and why
    public static List<SubnetConfig> of(SubnetsSettings settings) {
        List<SubnetSettings> all = settings.all();
        return IntStream.range(0, all.size())
                .mapToObj(index -> subnet(all.get(index), "muster.cluster.subnets[" + index + "]."))
                .toList();
    }

    private static SubnetConfig subnet(SubnetSettings settings, String property) {
        InterfaceAddress address =
                addressOf(settings, property + "name", Inet4Address.class::isInstance, "IPv4 address");
        Optional<RangeText> range = settings.range();
        var subnet = new SubnetConfig(
                settings.name(),
                cidr(address),
                address.getAddress().getHostAddress(),
                range.isPresent(),
                range.map(RangeText::low).orElse(""),
                range.map(RangeText::high).orElse(""),
                settings.router().orElse(List.of()),
                settings.dns().orElse(List.of()),
                settings.ntp().orElse(List.of()),
                settings.domain().orElse(""),
                seconds(settings.lease(), property + "lease"),
                Map.of());
        if (settings.mode().isEmpty()
                && settings.identity().isEmpty()
                && settings.range6().isEmpty()) {
            return subnet;
        }
        var usual = range.isPresent() ? DhcpMode.FULL : DhcpMode.OFF;
        return subnet.with(DhcpService.in(settings.mode().orElse(usual))
                .withIdentity(settings.identity().orElse(DhcpIdentity.MAC))
                .withV6(overIpv6(settings, property).orElse(null)));
    }

    private static Optional<Dhcp6Service> overIpv6(SubnetSettings settings, String property) {
        return settings.range6().map(range -> {
            var own = addressOf(
                    settings, property + "range6", OfferedSubnets::isWideIpv6, "IPv6 address beyond its link");
            var address = Ipv6Address.of((Inet6Address) own.getAddress());
            var prefix = new Ipv6Prefix(address, own.getNetworkPrefixLength());
            return Dhcp6Service.of(
                    prefix.toString(),
                    address.toString(),
                    range.low(),
                    range.high(),
                    settings.dns6().orElse(List.of()));
        });
    }

    private static boolean isWideIpv6(InetAddress address) {
        return address instanceof Inet6Address && !address.isLinkLocalAddress();
    }

    private static int seconds(Duration lease, String property) {
        long seconds = lease.toSeconds();
        if (!lease.equals(Duration.ofSeconds(seconds))) {
            throw new IllegalArgumentException(property + " is " + lease + ", must be whole seconds");
        }
        if (seconds < SubnetConfig.SHORTEST_LEASE || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    property + " is " + lease + ", must be a second at least, and 68 years at most");
        }
        return (int) seconds;
    }

    private static InterfaceAddress addressOf(
            SubnetSettings settings, String property, Predicate<InetAddress> wanted, String what) {
        String name = settings.name();
        try {
            var found = NetworkInterface.getByName(name);
            if (found == null) {
                throw new IllegalArgumentException(property + ": no interface '" + name + "' on this machine");
            }
            return found.getInterfaceAddresses().stream()
                    .filter(address -> wanted.test(address.getAddress()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(property + ": interface '" + name + "' has no "
                            + what + "; give it one, then start again"));
        } catch (SocketException e) {
            throw new IllegalArgumentException(
                    property + ": cannot read interface '" + name + "': " + e.getMessage(), e);
        }
    }

    private static String cidr(InterfaceAddress address) {
        byte[] octets = address.getAddress().getAddress();
        int prefix = address.getNetworkPrefixLength();
        for (int bit = prefix; bit < 32; bit++) {
            octets[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return "%d.%d.%d.%d/%d"
                .formatted(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff, octets[3] & 0xff, prefix);
    }
}
