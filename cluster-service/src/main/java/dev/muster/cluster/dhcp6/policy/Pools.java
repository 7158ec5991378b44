package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.address.SubnetPools;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.RelayHop;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.model.network.Ipv6Address;
import java.util.List;
import java.util.Optional;

/// The pools of all subnets, and which of them a packet belongs to.
///
/// @param all found by their addresses
record Pools(SubnetPools<Ipv6Address, BindingPool> all) {
    static final Pools NONE = new Pools(SubnetPools.none());

    /// @throws InvalidDhcp6Config if two subnets overlap
    static Pools of(List<Subnet> subnets, Bindings bindings) throws InvalidDhcp6Config {
        return new Pools(SubnetPools.of(
                subnets, (subnet, group) -> new BindingPool(subnet, bindings, group), InvalidDhcp6Config::new));
    }

    /// The relay agent next to the client that says a link decides (RFC 8415 13.1; RFC 6221 for those that do not); a
    /// client without one is on the interface that heard it.
    Optional<BindingPool> forRequest(Dhcp6Packet request, String interfaceName) {
        var link = request.relays().reversed().stream()
                .map(RelayHop::link)
                .filter(address -> !address.equals(Ipv6Address.UNSPECIFIED))
                .findFirst();
        return link.isPresent()
                ? all.containing(link.get())
                : all.local(interfaceName).stream().findFirst();
    }
}
