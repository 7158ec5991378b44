package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.address.AddressRange;
import dev.muster.cluster.address.PoolSubnet;
import dev.muster.cluster.dhcp6.codec.DomainNames;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.network.Ipv6Prefix;
import dev.muster.model.node.MacAddress;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A subnet that is served over IPv6, checked.
///
/// @param isLocal whether the machines on the interface are served; otherwise only relay agents bring its clients
/// @param server the cluster's address in it, or one that its machines reach
/// @param range for any machine; empty for none
/// @param domain may be empty
/// @param valid how long a lease is
/// @param preferred how long its address may be used for new connections
/// @param reservations which address belongs to which machine alone
/// @param routerLifetime zero if the cluster is no router
public record Subnet(
        String interfaceName,
        boolean isLocal,
        Ipv6Prefix prefix,
        Ipv6Address server,
        Optional<AddressRange<Ipv6Address>> range,
        List<Ipv6Address> dns,
        String domain,
        Duration valid,
        Duration preferred,
        boolean rapidCommit,
        Map<MacAddress, Ipv6Address> reservations,
        Duration routerLifetime)
        implements PoolSubnet<Ipv6Address> {
    /// RFC 4861 6.2.1.
    private static final int LONGEST_ROUTER_LIFETIME = 9000;

    public Subnet {
        dns = List.copyOf(dns);
        reservations = Map.copyOf(reservations);
    }

    /// @throws InvalidDhcp6Config saying what is wrong
    public static Subnet of(SubnetConfig config, Dhcp6Service service) throws InvalidDhcp6Config {
        try {
            return read(config, service);
        } catch (IllegalArgumentException e) {
            throw new InvalidDhcp6Config(
                    "subnet " + service.prefix() + " on '" + config.interfaceName() + "': " + e.getMessage());
        }
    }

    @Override
    public AddressRange<Ipv6Address> whole() {
        return new AddressRange<>(prefix.base(), prefix.last());
    }

    @Override
    public List<AddressRange<Ipv6Address>> ranges() {
        return range.stream().toList();
    }

    @Override
    public Set<Ipv6Address> excluded() {
        // the first is the anycast address of the subnet's routers (RFC 4291 2.6.1)
        var excluded = new HashSet<>(List.of(prefix.base(), server));
        excluded.addAll(dns);
        return excluded;
    }

    @Override
    public boolean contains(Ipv6Address address) {
        return prefix.contains(address);
    }

    @Override
    public String toString() {
        return prefix.toString();
    }

    private static Subnet read(SubnetConfig config, Dhcp6Service service) {
        var prefix = Ipv6Prefix.of(service.prefix());
        boolean local = config.service().mode() != DhcpMode.RELAY
                && !config.interfaceName().isEmpty();
        int valid = service.validSeconds() == 0 ? config.leaseSeconds() : service.validSeconds();
        int preferred = service.preferredSeconds() == 0 ? valid - valid / 4 : service.preferredSeconds();
        require(
                valid >= SubnetConfig.SHORTEST_LEASE,
                "valid_seconds is " + valid + ", less than " + SubnetConfig.SHORTEST_LEASE);
        require(preferred > 0 && preferred <= valid, "preferred_seconds is not 1 to valid_seconds");
        require(
                service.routerLifetimeSeconds() >= 0 && service.routerLifetimeSeconds() <= LONGEST_ROUTER_LIFETIME,
                "router_lifetime_seconds is not 0 to " + LONGEST_ROUTER_LIFETIME);
        DomainNames.toOctets(config.domain().isEmpty() ? List.of() : List.of(config.domain()));
        var server = Ipv6Address.of(service.server());
        require(!local || prefix.contains(server), "server " + server + " is not inside the subnet");
        return new Subnet(
                config.interfaceName(),
                local,
                prefix,
                server,
                range(service, prefix),
                service.dns().stream().map(Ipv6Address::of).toList(),
                config.domain(),
                Duration.ofSeconds(valid),
                Duration.ofSeconds(preferred),
                service.rapidCommit(),
                reservations(service, prefix),
                Duration.ofSeconds(service.routerLifetimeSeconds()));
    }

    private static Optional<AddressRange<Ipv6Address>> range(Dhcp6Service service, Ipv6Prefix prefix) {
        if (service.rangeLow().isBlank() && service.rangeHigh().isBlank()) {
            return Optional.empty();
        }
        var range = new AddressRange<>(Ipv6Address.of(service.rangeLow()), Ipv6Address.of(service.rangeHigh()));
        require(!range.isEmpty(), "range_low is above range_high");
        require(
                prefix.contains(range.low()) && prefix.contains(range.high()),
                "range " + range.low() + " to " + range.high() + " is not inside the subnet");
        require(
                range.low().countTo(range.high()).compareTo(BigInteger.valueOf(Dhcp6Service.LARGEST_RANGE)) <= 0,
                "range_low to range_high has more than " + Dhcp6Service.LARGEST_RANGE + " addresses");
        return Optional.of(range);
    }

    private static Map<MacAddress, Ipv6Address> reservations(Dhcp6Service service, Ipv6Prefix prefix) {
        var reservations = new HashMap<MacAddress, Ipv6Address>();
        service.reservations().forEach((text, mac) -> {
            var address = Ipv6Address.of(text);
            require(prefix.contains(address), "reserved " + address + " is not inside the subnet");
            require(reservations.put(mac, address) == null, mac + " has two reservations");
        });
        return reservations;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
