package dev.muster.region.network;

import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpOptionText;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.SubnetConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Finds what is wrong with how DHCP is to be done in a subnet.
final class DhcpServiceCheck {
    private static final int MOST_RANGES = 64;
    /// A cluster's whole configuration goes into one record of Kafka, which takes a mebibyte.
    private static final int MOST_HOSTS = 2048;

    private static final int MOST_OPTIONS = 64;

    private record Span(long low, long high) {
        boolean overlaps(Span other) {
            return low <= other.high && other.low <= high;
        }
    }

    private final Subnet subnet;
    private final Ipv4Network network;
    private final BiConsumer<String, String> complaints;

    /// @param complaints takes a field's name and what is wrong with it
    DhcpServiceCheck(Subnet subnet, Ipv4Network network, BiConsumer<String, String> complaints) {
        this.subnet = subnet;
        this.network = network;
        this.complaints = complaints;
    }

    void check() {
        var service = subnet.service();
        if (service.firmwareLeaseSeconds() < SubnetConfig.SHORTEST_LEASE) {
            complaints.accept(
                    "firmware_lease_seconds", "A lease is at least " + SubnetConfig.SHORTEST_LEASE + " second long.");
        }
        if (service.mode() == DhcpMode.PROXY && subnet.management() == Management.DHCP_AND_DNS) {
            complaints.accept("dhcp_mode", "A proxy gives no addresses, so that there is nothing to put into DNS.");
        }
        options("dhcp_options", "", service.options());
        ranges(service.ranges());
        hosts(service.hosts());
        var v6 = service.v6();
        if (v6 != null) {
            new Dhcp6ServiceCheck(
                            v6,
                            service.mode(),
                            subnet.leaseSeconds(),
                            complaint -> complaints.accept("dhcp6", complaint))
                    .check();
        }
    }

    private void ranges(List<DhcpRange> ranges) {
        if (ranges.size() > MOST_RANGES) {
            complaints.accept("dhcp_ranges", "There are more than " + MOST_RANGES + ".");
        }
        var spans = new ArrayList<Span>();
        if (!subnet.rangeLow().isEmpty()) {
            spans.add(new Span(number(subnet.rangeLow()), number(subnet.rangeHigh())));
        }
        for (DhcpRange range : ranges) {
            String where = range.low() + " - " + range.high() + ": ";
            var span = new Span(number(range.low()), number(range.high()));
            if (!network.usable(span.low) || !network.usable(span.high) || span.low > span.high) {
                complaints.accept("dhcp_ranges", where + "this is not a range inside " + network + ".");
            } else if (spans.stream().anyMatch(span::overlaps)) {
                complaints.accept("dhcp_ranges", where + "the range overlaps another one.");
            } else if (span.low <= number(subnet.server()) && number(subnet.server()) <= span.high) {
                complaints.accept("dhcp_ranges", where + "the range holds the cluster's own address.");
            }
            spans.add(span);
            options("dhcp_ranges", where, range.options());
        }
    }

    private void hosts(List<DhcpHost> hosts) {
        if (hosts.size() > MOST_HOSTS) {
            complaints.accept("dhcp_hosts", "There are more than " + MOST_HOSTS + ".");
        }
        var taken = new HashSet<Object>();
        for (DhcpHost host : hosts) {
            String where = host.mac() + ": ";
            if (!taken.add(host.mac())) {
                complaints.accept("dhcp_hosts", where + "the machine is there twice.");
            }
            if (!host.address().isEmpty()) {
                long address = number(host.address());
                if (!network.usable(address) || address == number(subnet.server())) {
                    complaints.accept(
                            "dhcp_hosts",
                            where + "'" + host.address() + "' is not an address for a machine in " + network + ".");
                } else if (!taken.add(address)) {
                    complaints.accept("dhcp_hosts", where + host.address() + " belongs to another machine.");
                }
            }
            if (!host.hostname().isEmpty() && !host.hostname().matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
                complaints.accept("dhcp_hosts", where + "'" + host.hostname() + "' is not a host name.");
            }
            options("dhcp_hosts", where, host.options());
        }
    }

    private void options(String field, String where, Map<String, String> options) {
        if (options.size() > MOST_OPTIONS) {
            complaints.accept(field, where + "there are more than " + MOST_OPTIONS + " options.");
        }
        options.forEach((key, text) -> {
            try {
                DhcpOptionText.octets(key, text);
            } catch (IllegalArgumentException e) {
                complaints.accept(field, where + e.getMessage() + ".");
            }
        });
    }

    private static long number(String address) {
        return Ipv4.parse(address).orElse(-1);
    }
}
