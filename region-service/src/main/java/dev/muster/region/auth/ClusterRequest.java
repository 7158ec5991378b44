package dev.muster.region.auth;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import java.util.UUID;
import java.util.function.Function;

/// Asks whether a token is the cluster's own.
final class ClusterRequest extends BaseAuthenticationRequest {
    private final UUID cluster;
    private final String token;
    private final Function<ClusterCredentials.Known, Attestation> attested;

    /// @param attested what the cluster says beside its token, believed once the token is found to be right
    ClusterRequest(UUID cluster, String token, Function<ClusterCredentials.Known, Attestation> attested) {
        this.cluster = cluster;
        this.token = token;
        this.attested = attested;
    }

    UUID cluster() {
        return cluster;
    }

    String token() {
        return token;
    }

    Attestation attestedBy(ClusterCredentials.Known known) {
        return attested.apply(known);
    }
}
