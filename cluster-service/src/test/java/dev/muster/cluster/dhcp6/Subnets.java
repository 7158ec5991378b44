package dev.muster.cluster.dhcp6;

import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import java.util.List;
import java.util.Map;

/// Subnets for tests: `fd00:77::/64`, over IPv6 alone.
public final class Subnets {
    public static final String PREFIX = "fd00:77::/64";
    public static final String SERVER = "fd00:77::1";

    private Subnets() {}

    public static SubnetConfig config(String interfaceName, Dhcp6Service service) {
        return new SubnetConfig(
                        interfaceName,
                        "10.77.0.0/24",
                        "10.77.0.1",
                        false,
                        "",
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        "lab",
                        600,
                        Map.of())
                .with(DhcpService.in(DhcpMode.OFF).withV6(service));
    }
}
