package dev.muster.region.node;

import java.util.Map;
import java.util.Optional;

/// What an operator changes of a node; what is empty stays.
///
/// @param powerParameters single parameters; an empty value takes one away
public record NodeChange(
        Optional<String> hostname,
        Optional<String> architecture,
        Optional<String> powerType,
        Map<String, String> powerParameters) {
    public NodeChange {
        powerParameters = Map.copyOf(powerParameters);
    }

    @Override
    public String toString() {
        return "NodeChange[hostname=" + hostname + ", architecture=" + architecture + ", powerType=" + powerType + "]";
    }
}
