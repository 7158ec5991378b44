package dev.muster.cluster.region;

import java.util.Optional;
import java.util.UUID;

/// Who this cluster is.
///
/// @param token proof towards the region; empty until it has joined
public record Credentials(UUID uuid, Optional<String> token) {

    /// Value of the header that names and proves the cluster; empty until it has joined.
    public Optional<String> header() {
        return token.map(secret -> uuid + ":" + secret);
    }

    String line() {
        return uuid + token.map(secret -> ":" + secret).orElse("");
    }

    @Override
    public String toString() {
        return "Credentials[" + uuid + (token.isPresent() ? ", joined]" : ", not joined]");
    }
}
