package dev.muster.region.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `users/`: who the caller is; clients try their key on it.
@Path(Api.BASE + "/users/")
@RunOnVirtualThread
class UsersResource {
    private final Api api;
    private final UserRows users;
    private final Operations operations;

    UsersResource(Api api, UserRows users) {
        this.api = api;
        this.users = users;
        operations = Operations.of("UsersHandler").on(Method.GET, "whoami", Role.USER, this::whoami);
    }

    @GET
    @Transactional
    public Response get() {
        return api.answer(operations);
    }

    private Answer whoami(ApiCall call) {
        return users.findByIdOptional(call.user().id())
                .map(row -> Answer.json(
                        new User(row.name(), row.email(), row.superuser(), Api.BASE + "/users/" + row.name() + "/")))
                .orElseThrow(ApiException::notFound);
    }

    record User(
            String username,
            String email,
            @JsonProperty("is_superuser") boolean superuser,
            @JsonProperty("resource_uri") String resourceUri) {}
}
