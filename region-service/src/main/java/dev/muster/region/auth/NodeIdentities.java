package dev.muster.region.auth;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Knows machines by their nodes' keys.
@ApplicationScoped
class NodeIdentities implements IdentityProvider<KeyRequest> {
    private final NodeKeys keys;

    NodeIdentities(NodeKeys keys) {
        this.keys = keys;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(
                () -> keys.owner(request.key()).map(Identities::of).orElse(null));
    }

    @Override
    public int priority() {
        return UserIdentities.FIRST - 1;
    }
}
