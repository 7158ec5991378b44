package dev.muster.region.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// `account/`: the caller's own keys.
@ApplicationScoped
class AccountResource implements ApiResource {
    private final ApiKeys keys;

    AccountResource(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("AccountHandler", "account/", "The caller's own API keys.")
                .on(Method.POST, "create_authorisation_token", Role.USER, this::create)
                .says("Makes a further API key of the caller. Its secret is shown this once.", "name: what it is for")
                .answers(Shape.of(Minted.class))
                .on(Method.POST, "delete_authorisation_token", Role.USER, this::delete)
                .says("Takes an API key back.", "token_key required: the middle part of the key"));
    }

    private Answer create(ApiCall call) {
        ApiKey key = keys.mint(call.user().id(), call.parameters().text("name").orElse(""));
        return Answer.json(Minted.of(key));
    }

    private Answer delete(ApiCall call) {
        String token = call.mandatory("token_key");
        if (!keys.revoke(call.user().id(), token)) {
            throw RefusedException.notFound("API key of yours with token_key", token);
        }
        return Answer.noContent();
    }

    /// In the order that clients know, which is not that of the key's text.
    @Schema(name = "ApiKey")
    record Minted(
            @JsonProperty("token_key") String tokenKey,
            @JsonProperty("token_secret") String tokenSecret,
            @JsonProperty("consumer_key") String consumerKey) {
        static Minted of(ApiKey key) {
            return new Minted(key.tokenKey(), key.tokenSecret(), key.consumerKey());
        }

        @Override
        public String toString() {
            return "Minted[tokenKey=" + tokenKey + "]";
        }
    }
}
