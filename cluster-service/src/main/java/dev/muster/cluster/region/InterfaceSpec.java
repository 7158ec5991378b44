package dev.muster.cluster.region;

import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what an operator wrote about the interfaces to serve, and adds what the machine knows of them.
final class InterfaceSpec {
    private static final int DEFAULT_LEASE_SECONDS = 600;
    private static final Set<String> KEYS = Set.of("name", "range", "router", "dns", "ntp", "domain", "lease", "mode");

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
        InterfaceAddress address = addressOf(name, entry);
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
        return values.containsKey("mode") ? subnet.with(DhcpService.in(DhcpMode.of(values.get("mode")))) : subnet;
    }

    private static Map<String, String> values(String entry) {
        var values = new HashMap<String, String>();
        for (String pair : entry.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals).strip();
            if (equals < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException("muster.cluster.interfaces: '" + pair + "' in '" + entry
                        + "' is not one of name=, range=, router=, dns=, ntp=, domain=, lease=, mode=");
            }
            values.merge(key, pair.substring(equals + 1).strip(), (one, other) -> one + " " + other);
        }
        return values;
    }

    private static List<String> list(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static InterfaceAddress addressOf(String name, String entry) {
        try {
            var found = NetworkInterface.getByName(name);
            if (found == null) {
                throw new IllegalArgumentException(
                        "muster.cluster.interfaces: no interface '" + name + "' on this machine (in '" + entry + "')");
            }
            return found.getInterfaceAddresses().stream()
                    .filter(address -> address.getAddress() instanceof Inet4Address)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("muster.cluster.interfaces: interface '" + name
                            + "' has no IPv4 address; give it one, then start again"));
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
