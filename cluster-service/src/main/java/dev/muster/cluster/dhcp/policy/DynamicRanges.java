package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The dynamic ranges of a subnet, the lowest first.
record DynamicRanges(List<DynamicRange> all) {
    DynamicRanges {
        all = all.stream()
                .sorted(Comparator.comparing(range -> range.range().low()))
                .toList();
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i - 1).range().overlaps(all.get(i).range())) {
                throw new IllegalArgumentException("ranges " + all.get(i - 1).range() + " and "
                        + all.get(i).range() + " overlap");
            }
        }
    }

    Optional<DynamicRange> at(Ipv4 address) {
        for (var range : all) {
            if (range.range().contains(address)) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }
}
