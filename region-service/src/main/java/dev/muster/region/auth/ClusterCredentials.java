package dev.muster.region.auth;

import java.util.Optional;
import java.util.UUID;

/// Knows the clusters' tokens.
public interface ClusterCredentials {
    /// The accepted cluster that a token opens.
    Optional<Known> opened(UUID cluster, String token);

    /// A cluster in service.
    ///
    /// @param id the database's number
    /// @param httpPort where it passes on the calls of its machines
    record Known(UUID uuid, long id, int httpPort) {}
}
