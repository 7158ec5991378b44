package dev.muster.region.network;

import dev.muster.model.cluster.DhcpRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// Which addresses of a subnet can belong to one machine: those that no range holds and nobody else has.
final class AddressPlan {
    private final Ipv4Network network;
    private final Set<Long> reserved = new HashSet<>();
    private final Set<Long> taken = new HashSet<>();
    private final List<Range> ranges = new ArrayList<>();

    /// @param taken dotted quads
    AddressPlan(Subnet subnet, Set<String> taken) {
        network = Ipv4Network.parse(subnet.cidr()).orElseThrow();
        put(reserved, subnet.server());
        subnet.routers().forEach(address -> put(reserved, address));
        subnet.dns().forEach(address -> put(reserved, address));
        taken.forEach(address -> put(this.taken, address));
        range(subnet.rangeLow(), subnet.rangeHigh());
        for (DhcpRange range : subnet.service().ranges()) {
            range(range.low(), range.high());
        }
    }

    /// Whether a machine could have the address for itself.
    boolean possible(long address) {
        return network.usable(address)
                && !reserved.contains(address)
                && ranges.stream().noneMatch(range -> range.low() <= address && address <= range.high());
    }

    boolean taken(long address) {
        return taken.contains(address);
    }

    /// Goes over what a range holds in one step: a subnet may have millions of addresses.
    Optional<String> lowestFree() {
        long address = network.base() + 1;
        while (address < network.broadcast()) {
            long here = address;
            Optional<Range> around = ranges.stream()
                    .filter(range -> range.low() <= here && here <= range.high())
                    .findFirst();
            if (around.isPresent()) {
                address = around.get().high() + 1;
            } else if (reserved.contains(address) || taken.contains(address)) {
                address++;
            } else {
                return Optional.of(Ipv4.text(address));
            }
        }
        return Optional.empty();
    }

    private void range(String low, String high) {
        if (Ipv4.parse(low).isPresent() && Ipv4.parse(high).isPresent()) {
            ranges.add(new Range(Ipv4.parse(low).getAsLong(), Ipv4.parse(high).getAsLong()));
        }
    }

    private static void put(Set<Long> numbers, String address) {
        LongStream.of(Ipv4.parse(address).orElse(-1))
                .filter(number -> number >= 0)
                .forEach(numbers::add);
    }

    private record Range(long low, long high) {}
}
