package dev.muster.region.cluster;

import java.util.Optional;

/// What an operator changes of a cluster; what is empty stays.
///
/// @param name the DNS zone
record ClusterChange(Optional<String> name, Optional<String> clusterName, Optional<ClusterStatus> status) {}
