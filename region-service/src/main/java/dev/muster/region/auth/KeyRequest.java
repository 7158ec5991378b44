package dev.muster.region.auth;

import dev.muster.region.account.ApiKey;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/// Asks whose a key is: a user's or a node's, which look alike.
final class KeyRequest extends BaseAuthenticationRequest {
    private final ApiKey key;

    KeyRequest(ApiKey key) {
        this.key = key;
    }

    ApiKey key() {
        return key;
    }
}
