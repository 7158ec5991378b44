package dev.muster.region.account;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Calls;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `/MAAS/accounts/authenticate/`: a user name and a password become an API key. Clients use it where `version/`
/// lists `authenticate-api`.
@Path("/MAAS/accounts/authenticate/")
@RunOnVirtualThread
class PasswordLoginResource {
    private final Calls calls;
    private final Users users;
    private final ApiKeys keys;
    private final LoginGuard guard;
    private final Operations operations = Operations.of("PasswordLoginHandler", "", "Makes a key of a password.")
            .on(Method.POST, Role.ANONYMOUS, this::authenticate)
            .says(
                    "Makes an API key of a user's name and password.",
                    "username required: the user",
                    "password: his password",
                    "consumer: what the key is for")
            .answers(Shape.of(AccountResource.Minted.class));

    PasswordLoginResource(Calls calls, Users users, ApiKeys keys, LoginGuard guard) {
        this.calls = calls;
        this.users = users;
        this.keys = keys;
        this.guard = guard;
    }

    @POST
    public Response post(byte[] body) {
        return calls.answer(operations, body);
    }

    private Answer authenticate(ApiCall call) {
        String name = call.mandatory("username");
        String password = call.parameters().first("password").orElse("");
        long user = guard.passed(
                new LoginGuard.Login(name, call.remoteAddress()), () -> users.authenticated(name, password));
        return Answer.json(AccountResource.Minted.of(
                keys.mint(user, call.parameters().text("consumer").orElse("password login"))));
    }
}
