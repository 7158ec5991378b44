package dev.muster.region.network;

import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what is wrong with a subnet, under the names that API 1.0 has for the fields.
final class SubnetCheck {
    private final Map<String, List<String>> complaints = new LinkedHashMap<>();
    private final Subnet subnet;

    private SubnetCheck(Subnet subnet) {
        this.subnet = subnet;
    }

    /// Empty if all is well.
    static Map<String, List<String>> complaints(Subnet subnet) {
        var check = new SubnetCheck(subnet);
        Ipv4Network.parse(subnet.cidr())
                .ifPresentOrElse(
                        network -> {
                            check.inside(network);
                            new DhcpServiceCheck(subnet, network, check::complain).check();
                        },
                        () -> check.complain("subnet_mask", "'" + subnet.cidr() + "' is not an IPv4 network."));
        check.rest();
        return check.complaints;
    }

    private void inside(Ipv4Network network) {
        boolean relayed = subnet.mode() == DhcpMode.RELAY;
        if (relayed ? Ipv4.parse(subnet.server()).isEmpty() : !usable(network, subnet.server())) {
            complain("ip", "'" + subnet.server() + "' is not an address for a machine in " + network + ".");
        }
        for (String router : subnet.routers()) {
            if (!usable(network, router)) {
                complain("router_ip", "'" + router + "' is not an address for a machine in " + network + ".");
            }
        }
        if (subnet.rangeLow().isEmpty() && subnet.rangeHigh().isEmpty()) {
            return;
        }
        boolean low = end(network, "ip_range_low", subnet.rangeLow());
        boolean high = end(network, "ip_range_high", subnet.rangeHigh());
        if (low && high && number(subnet.rangeLow()) > number(subnet.rangeHigh())) {
            complain("ip_range_high", "The range ends before it begins: " + range() + ".");
        } else if (low && high && between(number(subnet.server()))) {
            complain("ip_range_low", "The range " + range() + " holds the cluster's own address.");
        }
    }

    private boolean end(Ipv4Network network, String field, String address) {
        if (address.isEmpty()) {
            complain(field, "A range needs both ends.");
            return false;
        }
        if (!usable(network, address)) {
            complain(field, "'" + address + "' is not an address for a machine in " + network + ".");
            return false;
        }
        return true;
    }

    private void rest() {
        boolean givesAddresses = subnet.mode() == DhcpMode.FULL || subnet.mode() == DhcpMode.RELAY;
        if (givesAddresses && subnet.rangeLow().isEmpty()) {
            complain("ip_range_low", "A subnet with DHCP needs a range.");
        }
        for (String server : subnet.dns()) {
            if (Ipv4.parse(server).isEmpty()) {
                complain("dns", "'" + server + "' is not an IPv4 address.");
            }
        }
        if (subnet.leaseSeconds() < SubnetConfig.SHORTEST_LEASE) {
            complain("lease_seconds", "A lease is at least " + SubnetConfig.SHORTEST_LEASE + " second long.");
        }
        if (subnet.interfaceName().isBlank()) {
            complain("interface", "This field is required.");
        }
    }

    private String range() {
        return subnet.rangeLow() + " - " + subnet.rangeHigh();
    }

    private boolean between(long address) {
        return number(subnet.rangeLow()) <= address && address <= number(subnet.rangeHigh());
    }

    private static boolean usable(Ipv4Network network, String address) {
        return Optional.of(Ipv4.parse(address))
                .filter(number -> number.isPresent() && network.usable(number.getAsLong()))
                .isPresent();
    }

    private static long number(String address) {
        return Ipv4.parse(address).orElse(-1);
    }

    private void complain(String field, String complaint) {
        complaints.computeIfAbsent(field, _ -> new ArrayList<>()).add(complaint);
    }
}
