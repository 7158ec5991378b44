package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A subnet that is served, checked.
///
/// @param whole from the network address to the broadcast address
/// @param dynamic what may be given to any machine; may be empty
/// @param server goes out as siaddr, server identifier and source address
/// @param reserved the address that belongs to a machine
public record Subnet(
        String interfaceName,
        AddressRange whole,
        Ipv4 server,
        AddressRange dynamic,
        List<Ipv4> routers,
        List<Ipv4> dns,
        List<Ipv4> ntp,
        String domain,
        Duration leaseTime,
        Map<MacAddress, Ipv4> reserved) {
    private static final int SHORTEST_LEASE_SECONDS = 10;

    public Subnet {
        routers = List.copyOf(routers);
        dns = List.copyOf(dns);
        ntp = List.copyOf(ntp);
        reserved = Map.copyOf(reserved);
    }

    public static Subnet of(SubnetConfig config) throws InvalidDhcpConfig {
        try {
            var whole = AddressRange.ofCidr(config.cidr());
            return new Subnet(
                    config.interfaceName(),
                    whole,
                    Ipv4.parse(config.server()),
                    dynamic(config, whole),
                    addresses(config.routers()),
                    addresses(config.dns()),
                    addresses(config.ntp()),
                    config.domain(),
                    leaseTime(config.leaseSeconds()),
                    reserved(config.reservations(), whole));
        } catch (IllegalArgumentException e) {
            throw new InvalidDhcpConfig(
                    "subnet " + config.cidr() + " on '" + config.interfaceName() + "': " + e.getMessage());
        }
    }

    public boolean contains(Ipv4 address) {
        return whole.contains(address);
    }

    /// Whether the server sits in the subnet; otherwise only relays bring its clients.
    public boolean isLocal() {
        return !interfaceName.isEmpty() && contains(server);
    }

    Ipv4 mask() {
        return new Ipv4(~(whole.low().bits() ^ whole.high().bits()));
    }

    Ipv4 broadcastAddress() {
        return whole.high();
    }

    @Override
    public String toString() {
        return whole.low() + "/" + Integer.bitCount(mask().bits());
    }

    private static AddressRange dynamic(SubnetConfig config, AddressRange whole) {
        if (config.rangeLow().isBlank() && config.rangeHigh().isBlank()) {
            return AddressRange.EMPTY;
        }
        var range = new AddressRange(Ipv4.parse(config.rangeLow()), Ipv4.parse(config.rangeHigh()));
        if (range.isEmpty()) {
            throw new IllegalArgumentException("range_low " + range.low() + " is above range_high " + range.high());
        }
        if (!whole.contains(range.low()) || !whole.contains(range.high())) {
            throw new IllegalArgumentException(
                    "range " + range.low() + " to " + range.high() + " is not inside the subnet");
        }
        return range;
    }

    private static List<Ipv4> addresses(List<String> texts) {
        return texts.stream().map(Ipv4::parse).toList();
    }

    private static Duration leaseTime(int seconds) {
        if (seconds < SHORTEST_LEASE_SECONDS) {
            throw new IllegalArgumentException("lease_seconds is " + seconds + ", less than " + SHORTEST_LEASE_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Map<MacAddress, Ipv4> reserved(Map<String, MacAddress> reservations, AddressRange whole) {
        var byMac = new HashMap<MacAddress, Ipv4>();
        reservations.forEach((text, mac) -> {
            var address = Ipv4.parse(text);
            if (!whole.contains(address)) {
                throw new IllegalArgumentException("reserved " + address + " is not inside the subnet");
            }
            var other = byMac.put(mac, address);
            if (other != null) {
                throw new IllegalArgumentException(mac + " has two reservations, " + other + " and " + address);
            }
        });
        return byMac;
    }
}
