package dev.muster.region.auth;

import io.quarkus.security.AuthenticationFailedException;

/// What is said to those whose credentials are not taken.
final class Rejections {
    private Rejections() {}

    static AuthenticationFailedException malformed(String why) {
        return new AuthenticationFailedException("Authorization Error: '" + why + "'");
    }

    static AuthenticationFailedException unknownKey() {
        return new AuthenticationFailedException("Authorization Error: Invalid API key.");
    }

    static AuthenticationFailedException unknownCluster() {
        return malformed("Unknown cluster or wrong cluster token.");
    }
}
