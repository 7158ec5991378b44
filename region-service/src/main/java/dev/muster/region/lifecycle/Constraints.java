package dev.muster.region.lifecycle;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What a node has to be like; what is empty restricts nothing. All of it is to hold.
///
/// @param name host name, with or without its domain
/// @param architectures one of them: `amd64`, or `amd64/generic`
/// @param cpuCount at least, in threads
/// @param memory at least, in MiB
/// @param tags each of them
/// @param connectedTo each of these switches
/// @param networks in each of them; a network is the numbers of its subnets
public record Constraints(
        Optional<String> name,
        List<String> architectures,
        OptionalDouble cpuCount,
        OptionalDouble memory,
        Set<String> tags,
        Set<String> notTags,
        Set<MacAddress> connectedTo,
        Set<MacAddress> notConnectedTo,
        List<Set<Long>> networks,
        List<Set<Long>> notNetworks,
        Optional<String> zone,
        Set<String> notInZones) {
    public Constraints {
        architectures = List.copyOf(architectures);
        tags = Set.copyOf(tags);
        notTags = Set.copyOf(notTags);
        connectedTo = Set.copyOf(connectedTo);
        notConnectedTo = Set.copyOf(notConnectedTo);
        networks = List.copyOf(networks);
        notNetworks = List.copyOf(notNetworks);
        notInZones = Set.copyOf(notInZones);
    }

    /// Any node.
    public static Constraints none() {
        return new Constraints(
                Optional.empty(),
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of());
    }
}
