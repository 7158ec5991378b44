package dev.muster.region.auth;

import java.util.UUID;

/// Knows the clusters' tokens.
public interface ClusterCredentials {
    /// Whether `token` is that of an accepted cluster.
    boolean valid(UUID cluster, String token);
}
