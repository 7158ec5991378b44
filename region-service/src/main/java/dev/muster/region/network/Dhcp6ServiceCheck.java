package dev.muster.region.network;

import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.network.Ipv6Prefix;
import dev.muster.model.node.MacAddress;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds what is wrong with how a subnet is to be served over IPv6. What is named in a complaint is a key of the JSON.
final class Dhcp6ServiceCheck {
    /// RFC 4861 6.2.1.
    private static final int LONGEST_ROUTER_LIFETIME = 9000;

    private static final int MOST_RESERVATIONS = 2048;
    private static final int MOST_NAME_SERVERS = 16;

    private final Dhcp6Service service;
    private final DhcpMode mode;
    private final int leaseSeconds;
    private final Consumer<String> complaints;

    Dhcp6ServiceCheck(Dhcp6Service service, DhcpMode mode, int leaseSeconds, Consumer<String> complaints) {
        this.service = service;
        this.mode = mode;
        this.leaseSeconds = leaseSeconds;
        this.complaints = complaints;
    }

    void check() {
        Ipv6Prefix.parse(service.prefix())
                .ifPresentOrElse(
                        this::inside,
                        () -> complaints.accept("prefix: '" + service.prefix() + "' is not an IPv6 network."));
        if (service.dns().size() > MOST_NAME_SERVERS) {
            complaints.accept("dns: there are more than " + MOST_NAME_SERVERS + ".");
        }
        for (String server : service.dns()) {
            if (Ipv6Address.parse(server).isEmpty()) {
                complaints.accept("dns: '" + server + "' is not an IPv6 address.");
            }
        }
        times();
    }

    private void inside(Ipv6Prefix prefix) {
        var server = Ipv6Address.parse(service.server());
        if (server.isEmpty() || (mode != DhcpMode.RELAY && !prefix.contains(server.get()))) {
            complaints.accept("server: '" + service.server() + "' is not an address in " + prefix + ".");
        }
        if (!service.rangeLow().isEmpty() || !service.rangeHigh().isEmpty()) {
            range(prefix, server);
        }
        reservations(prefix);
    }

    private void range(Ipv6Prefix prefix, Optional<Ipv6Address> server) {
        var low = end(prefix, "range_low", service.rangeLow());
        var high = end(prefix, "range_high", service.rangeHigh());
        if (low.isEmpty() || high.isEmpty()) {
            return;
        }
        if (low.get().compareTo(high.get()) > 0) {
            complaints.accept("range_high: the range ends before it begins.");
        } else if (low.get().countTo(high.get()).compareTo(BigInteger.valueOf(Dhcp6Service.LARGEST_RANGE)) > 0) {
            complaints.accept("range_high: the range has more than " + Dhcp6Service.LARGEST_RANGE + " addresses.");
        } else if (server.filter(own -> low.get().compareTo(own) <= 0 && own.compareTo(high.get()) <= 0)
                .isPresent()) {
            complaints.accept("range_low: the range holds the cluster's own address.");
        }
    }

    private Optional<Ipv6Address> end(Ipv6Prefix prefix, String key, String text) {
        var address = Ipv6Address.parse(text).filter(prefix::contains);
        if (address.isEmpty()) {
            complaints.accept(key + ": '" + text + "' is not an address in " + prefix + ".");
        }
        return address;
    }

    private void reservations(Ipv6Prefix prefix) {
        if (service.reservations().size() > MOST_RESERVATIONS) {
            complaints.accept("reservations: there are more than " + MOST_RESERVATIONS + ".");
        }
        var machines = new HashSet<MacAddress>();
        var addresses = new HashSet<Ipv6Address>();
        service.reservations().forEach((text, mac) -> {
            end(prefix, "reservations", text)
                    .filter(address -> !addresses.add(address))
                    .ifPresent(address -> complaints.accept("reservations: " + address + " is there twice."));
            if (!machines.add(mac)) {
                complaints.accept("reservations: " + mac + " is there twice.");
            }
        });
    }

    private void times() {
        int valid = service.validSeconds() == 0 ? leaseSeconds : service.validSeconds();
        if (valid < SubnetConfig.SHORTEST_LEASE) {
            complaints.accept("valid_seconds: a lease is at least " + SubnetConfig.SHORTEST_LEASE + " second long.");
        }
        if (service.preferredSeconds() < 0 || service.preferredSeconds() > valid) {
            complaints.accept("preferred_seconds: 0 to the length of the lease, " + valid + ", is expected.");
        }
        if (service.routerLifetimeSeconds() < 0 || service.routerLifetimeSeconds() > LONGEST_ROUTER_LIFETIME) {
            complaints.accept("router_lifetime_seconds: 0 to " + LONGEST_ROUTER_LIFETIME + " is expected.");
        }
    }
}
