package dev.muster.region.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.ApiVersion;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// `account/prefs/sshkeys/` and what is below: the caller's SSH keys.
@ApplicationScoped
class SshKeysResource implements ApiResource {
    private final SshKeys keys;

    SshKeysResource(SshKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of(
                                "SSHKeysHandler",
                                "account/prefs/sshkeys/",
                                "The caller's SSH keys: with them he logs in to his nodes.")
                        .on(Method.GET, "list", Role.USER, this::list)
                        .says("Lists the caller's keys.")
                        .answers(Shape.listOf(Json.class))
                        .on(Method.POST, "new", Role.USER, this::add)
                        .says("Adds a key.", "key required: an OpenSSH public key, one line")
                        .answers(Shape.created(Json.class)),
                Operations.of("SSHKeyHandler", "account/prefs/sshkeys/{keyid}/", "One SSH key of the caller.")
                        .on(Method.GET, Role.USER, call -> Answer.json(Json.of(own(call), call.version())))
                        .says("Reads the key.")
                        .answers(Shape.of(Json.class))
                        .on(Method.POST, "delete", Role.USER, this::remove)
                        .says("Removes the key.")
                        .on(Method.DELETE, Role.USER, this::remove)
                        .says("Removes the key."));
    }

    private Answer list(ApiCall call) {
        return Answer.pages(keys.list(call.user().id()).map(key -> Json.of(key, call.version())));
    }

    private Answer add(ApiCall call) {
        try {
            SshKey key = SshKey.parse(call.parameters().first("key").orElse(""));
            return keys.add(call.user().id(), key)
                    .map(stored -> Answer.created(Json.of(stored, call.version())))
                    .orElseThrow(() -> RefusedException.field("key", "This key has already been added for this user."));
        } catch (SshKey.InvalidSshKeyException e) {
            throw RefusedException.field("key", String.valueOf(e.getMessage()));
        }
    }

    private Answer remove(ApiCall call) {
        if (!keys.remove(own(call).id())) {
            throw unknown(call);
        }
        return Answer.noContent();
    }

    private SshKeys.Stored own(ApiCall call) {
        SshKeys.Stored key = keys.byId(id(call)).orElseThrow(() -> unknown(call));
        if (key.userId() != call.user().id()) {
            throw RefusedException.forbidden("Forbidden: the key belongs to another user.");
        }
        return key;
    }

    private static RefusedException unknown(ApiCall call) {
        return RefusedException.notFound("SSH key with id", call.path("keyid"));
    }

    private static long id(ApiCall call) {
        try {
            return Long.parseLong(call.path("keyid"));
        } catch (NumberFormatException _) {
            throw unknown(call);
        }
    }

    /// A key as API 1.0 shows it.
    @Schema(name = "SshKey")
    record Json(
            long id,
            String key,
            @JsonProperty("resource_uri") String resourceUri) {
        static Json of(SshKeys.Stored stored, ApiVersion version) {
            return new Json(stored.id(), stored.line(), version.uri("account/prefs/sshkeys/" + stored.id() + "/"));
        }
    }
}
