package dev.muster.region.cluster;

import java.util.Optional;

/// What an operator changes of a cluster; what is empty stays.
///
/// @param name the DNS zone
/// @param oneBoot whether a machine that enlists goes on to its commissioning in the same boot
record ClusterChange(
        Optional<String> name,
        Optional<String> clusterName,
        Optional<ClusterStatus> status,
        Optional<Boolean> oneBoot) {}
