package dev.muster.region.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `account/prefs/sshkeys/` and what is below: the caller's SSH keys.
@Path(SshKeysResource.PATH)
@RunOnVirtualThread
class SshKeysResource {
    static final String PATH = Api.BASE + "/account/prefs/sshkeys/";

    private final Api api;
    private final SshKeys keys;
    private final Operations all;
    private final Operations one;

    SshKeysResource(Api api, SshKeys keys) {
        this.api = api;
        this.keys = keys;
        all = Operations.of("SSHKeysHandler")
                .at("account/prefs/sshkeys/", "The caller's SSH keys: with them he logs in to his nodes.")
                .on(Method.GET, "list", Role.USER, this::list)
                .says("Lists the caller's keys.")
                .on(Method.POST, "new", Role.USER, this::add)
                .says("Adds a key.", "key: an OpenSSH public key, one line");
        one = Operations.of("SSHKeyHandler")
                .at("account/prefs/sshkeys/{keyid}/", "One SSH key of the caller.")
                .on(Method.GET, Role.USER, call -> Answer.json(Json.of(own(call))))
                .says("Reads the key.")
                .on(Method.POST, "delete", Role.USER, this::remove)
                .says("Removes the key.")
                .on(Method.DELETE, Role.USER, this::remove)
                .says("Removes the key.");
    }

    @GET
    public Response get() {
        return api.answer(all);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(all, body);
    }

    @GET
    @Path("{keyid}/")
    public Response getOne() {
        return api.answer(one);
    }

    @POST
    @Path("{keyid}/")
    public Response postOne(byte[] body) {
        return api.answer(one, body);
    }

    @DELETE
    @Path("{keyid}/")
    public Response delete(byte[] body) {
        return api.answer(one, body);
    }

    private Answer list(ApiCall call) {
        return Answer.json(keys.stored(call.user().id()).stream().map(Json::of).toList());
    }

    private Answer add(ApiCall call) {
        try {
            SshKey key = SshKey.parse(call.parameters().first("key").orElse(""));
            return keys.add(call.user().id(), key)
                    .map(stored -> Answer.created(Json.of(stored)))
                    .orElseThrow(() -> ApiException.field("key", "This key has already been added for this user."));
        } catch (SshKey.InvalidSshKeyException e) {
            throw ApiException.field("key", String.valueOf(e.getMessage()));
        }
    }

    private Answer remove(ApiCall call) {
        if (!keys.remove(own(call).id())) {
            throw ApiException.notFound();
        }
        return Answer.noContent();
    }

    private SshKeys.Stored own(ApiCall call) {
        SshKeys.Stored key = keys.byId(id(call)).orElseThrow(ApiException::notFound);
        if (key.userId() != call.user().id()) {
            throw ApiException.forbidden("Forbidden: the key belongs to another user.");
        }
        return key;
    }

    private static long id(ApiCall call) {
        try {
            return Long.parseLong(call.path("keyid"));
        } catch (NumberFormatException _) {
            throw ApiException.notFound();
        }
    }

    /// A key as API 1.0 shows it.
    record Json(
            long id,
            String key,
            @JsonProperty("resource_uri") String resourceUri) {
        static Json of(SshKeys.Stored stored) {
            return new Json(stored.id(), stored.line(), PATH + stored.id() + "/");
        }
    }
}
