package dev.muster.region.auth;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Knows clusters by their tokens. What a cluster attests is believed only beside its own valid credentials.
@ApplicationScoped
class ClusterIdentities implements IdentityProvider<ClusterRequest> {
    private final ClusterCredentials clusters;

    ClusterIdentities(ClusterCredentials clusters) {
        this.clusters = clusters;
    }

    @Override
    public Class<ClusterRequest> getRequestType() {
        return ClusterRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ClusterRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request));
    }

    private SecurityIdentity identity(ClusterRequest request) {
        Attestation attested = clusters.opened(request.cluster(), request.token())
                .map(request::attestedBy)
                .orElseThrow(Rejections::unknownCluster);
        if (!attested.isPlain()) {
            throw Rejections.malformed("The cluster's base URL is none.");
        }
        return Identities.of(attested);
    }
}
