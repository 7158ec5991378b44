package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressRange;
import dev.muster.cluster.address.PoolSubnet;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A subnet that is served, checked.
///
/// @param whole from the network address to the broadcast address
/// @param server goes out as siaddr, server identifier and source address
/// @param dynamic what may be given to any machine; may be empty
/// @param leaseTime of everybody but
/// @param firmwareLease firmware that nobody knows
/// @param identity by what its clients are known
/// @param options of all its machines
/// @param hosts the machines that have something of their own
public record Subnet(
        String interfaceName,
        DhcpMode mode,
        AddressRange<Ipv4> whole,
        Ipv4 server,
        DynamicRanges dynamic,
        List<Ipv4> routers,
        List<Ipv4> dns,
        List<Ipv4> ntp,
        String domain,
        Duration leaseTime,
        Duration firmwareLease,
        DhcpIdentity identity,
        OptionSet options,
        Map<MacAddress, Host> hosts)
        implements PoolSubnet<Ipv4> {
    public Subnet {
        routers = List.copyOf(routers);
        dns = List.copyOf(dns);
        ntp = List.copyOf(ntp);
        hosts = Map.copyOf(hosts);
    }

    /// @throws InvalidDhcpConfig saying what is wrong
    public static Subnet of(SubnetConfig config) throws InvalidDhcpConfig {
        try {
            return new SubnetReader(config).read();
        } catch (IllegalArgumentException e) {
            throw new InvalidDhcpConfig(
                    "subnet " + config.cidr() + " on '" + config.interfaceName() + "': " + e.getMessage());
        }
    }

    @Override
    public List<AddressRange<Ipv4>> ranges() {
        return dynamic.all().stream().map(DynamicRange::range).toList();
    }

    @Override
    public Set<Ipv4> excluded() {
        var excluded = new HashSet<>(List.of(server, whole.low(), whole.high()));
        excluded.addAll(routers);
        excluded.addAll(dns);
        return excluded;
    }

    @Override
    public Map<MacAddress, Ipv4> reservations() {
        var reservations = new HashMap<MacAddress, Ipv4>();
        hosts.forEach((mac, host) -> host.address().ifPresent(address -> reservations.put(mac, address)));
        return reservations;
    }

    @Override
    public boolean isLocal() {
        return mode != DhcpMode.RELAY && !interfaceName.isEmpty() && contains(server);
    }

    Ipv4 mask() {
        return new Ipv4(~(whole.low().bits() ^ whole.high().bits()));
    }

    Ipv4 broadcastAddress() {
        return whole.high();
    }

    /// The address that belongs to a machine alone.
    Optional<Ipv4> reservedFor(MacAddress mac) {
        var host = hosts.get(mac);
        return host == null ? Optional.empty() : host.address();
    }

    /// Whether an operator said something about the machine.
    boolean knows(MacAddress mac) {
        return hosts.containsKey(mac);
    }

    /// The host's before the range's before the subnet's.
    OptionSet optionsFor(MacAddress mac, Ipv4 address) {
        var host = hosts.get(mac);
        var ofRange = dynamic.at(address).map(DynamicRange::options).orElse(OptionSet.NONE);
        var common = ofRange.over(options);
        return host == null ? common : host.options().over(common);
    }

    @Override
    public String toString() {
        return whole.low() + "/" + Integer.bitCount(mask().bits());
    }
}
