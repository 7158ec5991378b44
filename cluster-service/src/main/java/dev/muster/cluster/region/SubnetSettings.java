package dev.muster.cluster.region;

import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One subnet to serve, as it is offered to the region.
public interface SubnetSettings {
    /// The interface in the subnet, `eth1`; its IPv4 address says which subnet it is.
    String name();

    /// The addresses to give, `10.0.0.100-10.0.0.200`. Without them the subnet is known but not served by DHCP.
    @WithConverter(Ipv4RangeText.class)
    Optional<RangeText> range();

    /// The machines' default routers.
    Optional<List<@WithConverter(Ipv4Text.class) String>> router();

    /// Name servers.
    Optional<List<@WithConverter(Ipv4Text.class) String>> dns();

    /// Time servers.
    Optional<List<@WithConverter(Ipv4Text.class) String>> ntp();

    /// DNS domain of the machines.
    Optional<String> domain();

    /// Length of a lease, whole seconds.
    @WithDefault("PT10M")
    Duration lease();

    /// With `proxy` machines get boot files, and their addresses from somebody else's server. `full` with a range,
    /// otherwise `off`, unless set.
    Optional<DhcpMode> mode();

    /// With `client-id` a client is known by its identifier (option 61), and not by its MAC.
    Optional<DhcpIdentity> identity();

    /// The addresses to give over IPv6, `fd00:1::1000-fd00:1::1fff`, in the network of the interface's own.
    @WithConverter(Ipv6RangeText.class)
    Optional<RangeText> range6();

    /// Name servers over IPv6.
    Optional<List<@WithConverter(Ipv6Text.class) String>> dns6();
}
