package dev.muster.cluster;

import dev.muster.cluster.ra.Advertisement;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.network.Ipv6Prefix;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the interfaces are told by router advertisements: to use DHCPv6 where there is some, and else, where machines
/// boot from here, that there is no router.
final class Announcements {
    private Announcements() {}

    static Map<String, Advertisement> of(List<SubnetConfig> subnets) {
        var announced = new HashMap<String, Advertisement>();
        subnets.stream().filter(subnet -> !subnet.interfaceName().isEmpty()).forEach(subnet -> ofSubnet(subnet)
                .ifPresent(said -> announced.merge(subnet.interfaceName(), said, Advertisement::and)));
        return announced;
    }

    private static Optional<Advertisement> ofSubnet(SubnetConfig subnet) {
        return overIpv6(subnet)
                .or(() -> subnet.mode() == DhcpMode.FULL ? Optional.of(Advertisement.NOTHING) : Optional.empty());
    }

    private static Optional<Advertisement> overIpv6(SubnetConfig subnet) {
        var v6 = subnet.service().v6();
        return v6 == null || subnet.service().mode() == DhcpMode.RELAY
                ? Optional.empty()
                : Ipv6Prefix.parse(v6.prefix())
                        .map(prefix -> new Advertisement(
                                true, Duration.ofSeconds(v6.routerLifetimeSeconds()), List.of(prefix)));
    }
}
