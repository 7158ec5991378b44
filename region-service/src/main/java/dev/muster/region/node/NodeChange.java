package dev.muster.region.node;

import dev.muster.region.allocation.Allocations;
import java.util.Map;
import java.util.Optional;

/// What an operator changes of a node; what is empty stays.
///
/// @param powerParameters single parameters; an empty value takes one away
/// @param zone name of one that exists
public record NodeChange(
        Optional<String> hostname,
        Optional<String> architecture,
        Optional<String> powerType,
        Map<String, String> powerParameters,
        Optional<String> zone,
        Settings settings) {
    public NodeChange {
        powerParameters = Map.copyOf(powerParameters);
    }

    /// Where a node stands, and nothing else.
    public static NodeChange toZone(String name) {
        return new NodeChange(
                Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.of(name), Settings.NONE);
    }

    @Override
    public String toString() {
        return "NodeChange[hostname=" + hostname + ", architecture=" + architecture + ", powerType=" + powerType + "]";
    }

    /// @param cpuCount threads
    /// @param memory MiB
    /// @param storage MB
    public record Settings(
            Optional<Boolean> disableIpv4,
            Allocations.Wishes wishes,
            Optional<Integer> cpuCount,
            Optional<Integer> memory,
            Optional<Long> storage) {
        static final Settings NONE = new Settings(
                Optional.empty(), Allocations.Wishes.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
