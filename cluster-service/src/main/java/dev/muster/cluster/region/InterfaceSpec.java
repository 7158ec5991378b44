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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Reads what an operator wrote about the interfaces to serve, and adds what the machine knows of them.
final class InterfaceSpec {
    private static final int DEFAULT_LEASE_SECONDS = 600;
    private static final Set<String> KEYS =
            Set.of("name", "range", "router", "dns", "ntp", "domain", "lease", "mode", "identity", "range6", "dns6");

    private InterfaceSpec() {}

    /// @param text see [dev.muster.cluster.ClusterSettings#interfaces()]
    /// @throws IllegalArgumentException saying which entry is wrong and why
    static List<SubnetConfig> parse(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(InterfaceSpec::subnet)
                .toList();
    }

    private static SubnetConfig subnet(String entry) {
        Map<String, String> values = values(entry);
        String name = values.getOrDefault("name", "");
        InterfaceAddress address = addressOf(name, entry, Inet4Address.class::isInstance, "IPv4 address");
        String[] range = values.getOrDefault("range", "").split("-", -1);
        boolean dhcp = values.containsKey("range");
        if (dhcp && range.length != 2) {
            throw new IllegalArgumentException("muster.cluster.interfaces: range must be LOW-HIGH in '" + entry + "'");
        }
        var subnet = new SubnetConfig(
                name,
                cidr(address),
                address.getAddress().getHostAddress(),
                dhcp,
                dhcp ? range[0].strip() : "",
                dhcp ? range[1].strip() : "",
                list(values, "router"),
                list(values, "dns"),
                list(values, "ntp"),
                values.getOrDefault("domain", ""),
                Integer.parseInt(values.getOrDefault("lease", Integer.toString(DEFAULT_LEASE_SECONDS))),
                Map.of());
        if (Collections.disjoint(values.keySet(), Set.of("mode", "identity", "range6"))) {
            return subnet;
        }
        var usual = dhcp ? DhcpMode.FULL : DhcpMode.OFF;
        var mode = values.containsKey("mode") ? DhcpMode.of(values.get("mode")) : usual;
        var identity = values.containsKey("identity") ? DhcpIdentity.of(values.get("identity")) : DhcpIdentity.MAC;
        var service = DhcpService.in(mode).withIdentity(identity);
        return subnet.with(values.containsKey("range6") ? service.withV6(overIpv6(name, values, entry)) : service);
    }

    private static Dhcp6Service overIpv6(String name, Map<String, String> values, String entry) {
        String[] range = values.getOrDefault("range6", "").split("-", -1);
        if (range.length != 2) {
            throw new IllegalArgumentException("muster.cluster.interfaces: range6 must be LOW-HIGH in '" + entry + "'");
        }
        var own = addressOf(name, entry, InterfaceSpec::isWideIpv6, "IPv6 address beyond its link");
        var address = Ipv6Address.of((Inet6Address) own.getAddress());
        var prefix = new Ipv6Prefix(address, own.getNetworkPrefixLength());
        return Dhcp6Service.of(
                prefix.toString(), address.toString(), range[0].strip(), range[1].strip(), list(values, "dns6"));
    }

    private static boolean isWideIpv6(InetAddress address) {
        return address instanceof Inet6Address && !address.isLinkLocalAddress();
    }

    private static Map<String, String> values(String entry) {
        var values = new HashMap<String, String>();
        for (String pair : entry.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals).strip();
            if (equals < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "muster.cluster.interfaces: '" + pair + "' in '" + entry
                                + "' is not one of name=, range=, router=, dns=, ntp=, domain=, lease=, mode=, identity=, range6=, dns6=");
            }
            values.merge(key, pair.substring(equals + 1).strip(), (one, other) -> one + " " + other);
        }
        return values;
    }

    private static List<String> list(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static InterfaceAddress addressOf(String name, String entry, Predicate<InetAddress> wanted, String what) {
        try {
            var found = NetworkInterface.getByName(name);
            if (found == null) {
                throw new IllegalArgumentException(
                        "muster.cluster.interfaces: no interface '" + name + "' on this machine (in '" + entry + "')");
            }
            return found.getInterfaceAddresses().stream()
                    .filter(address -> wanted.test(address.getAddress()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("muster.cluster.interfaces: interface '" + name
                            + "' has no " + what + "; give it one, then start again"));
        } catch (SocketException e) {
            throw new IllegalArgumentException("cannot read interface '" + name + "': " + e.getMessage(), e);
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
