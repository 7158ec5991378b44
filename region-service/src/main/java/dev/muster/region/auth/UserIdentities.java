package dev.muster.region.auth;

import dev.muster.region.account.ApiKeys;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Knows users by their API keys. Asked before [NodeIdentities]: most keys are users'.
@ApplicationScoped
class UserIdentities implements IdentityProvider<KeyRequest> {
    static final int FIRST = 2;

    private final ApiKeys keys;

    UserIdentities(ApiKeys keys) {
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
        return FIRST;
    }
}
