package dev.muster.region.auth;

import dev.muster.region.account.ApiKeys;
import dev.muster.region.caller.Caller;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Knows users by their API keys, and machines by their nodes' keys. Users are looked for first: most keys are theirs.
@ApplicationScoped
class KeyIdentities implements IdentityProvider<KeyRequest> {
    private final ApiKeys keys;
    private final NodeKeys nodeKeys;

    KeyIdentities(ApiKeys keys, NodeKeys nodeKeys) {
        this.keys = keys;
        this.nodeKeys = nodeKeys;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> keys.owner(request.key())
                .<Caller>map(user -> user)
                .or(() -> nodeKeys.owner(request.key()))
                .map(Identities::of)
                .orElseThrow(Rejections::unknownKey));
    }
}
