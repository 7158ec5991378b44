package dev.muster.cluster.dhcp.policy;

import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;

/// Subnets for tests.
public final class Subnets {
    private Subnets() {}

    public static SubnetConfig config(String interfaceName, String net, String low, String high) {
        return config(interfaceName, net, low, high, Map.of());
    }

    /// A /24, named by its first three octets, `10.0.0`.
    public static SubnetConfig config(
            String interfaceName, String net, String low, String high, Map<String, MacAddress> reservations) {
        return new SubnetConfig(
                interfaceName,
                net + ".0/24",
                net + ".1",
                true,
                low,
                high,
                List.of(net + ".254"),
                List.of(net + ".1", net + ".2"),
                List.of(net + ".3"),
                "lab",
                600,
                reservations);
    }

    /// A /24 on eth1 with a service of its own.
    static Subnet serving(DhcpService service, String net, String low, String high) {
        return of(config("eth1", net, low, high).with(service));
    }

    static Subnet of(SubnetConfig config) {
        try {
            return Subnet.of(config);
        } catch (InvalidDhcpConfig e) {
            throw new AssertionError(e);
        }
    }
}
