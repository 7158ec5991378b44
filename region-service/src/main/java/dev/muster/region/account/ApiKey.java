package dev.muster.region.account;

import dev.muster.region.secrets.Tokens;
import java.util.Optional;

/// An API key whole, as it is shown once.
public record ApiKey(String consumerKey, String tokenKey, String tokenSecret) {

    public static ApiKey mint() {
        return new ApiKey(Tokens.random(18), Tokens.random(18), Tokens.random(32));
    }

    static Optional<ApiKey> parse(String text) {
        String[] parts = text.strip().split(":", -1);
        return parts.length == 3 ? Optional.of(new ApiKey(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    /// `consumer:token:secret`, what clients call the API key.
    public String text() {
        return String.join(":", consumerKey, tokenKey, tokenSecret);
    }

    @Override
    public String toString() {
        return "ApiKey[consumerKey=" + consumerKey + ", tokenKey=" + tokenKey + "]";
    }
}
