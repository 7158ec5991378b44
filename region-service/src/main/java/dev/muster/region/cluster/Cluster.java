package dev.muster.region.cluster;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A cluster as it was when it was read.
///
/// @param id the database's number
/// @param name the DNS zone of its machines, may be empty
/// @param clusterName what operators call it
/// @param httpPort where it serves images and passes on its machines' calls
/// @param oneBoot whether a machine that enlists goes on to its commissioning in the same boot
public record Cluster(
        long id,
        UUID uuid,
        String name,
        String clusterName,
        ClusterStatus status,
        int httpPort,
        Optional<Instant> lastSeen,
        boolean oneBoot) {}
