package dev.muster.region.auth;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Calls;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// `/MAAS/accounts/authenticate/`: a user name and a password become an API key. Clients use it where `version/`
/// lists `authenticate-api`.
@Path("/MAAS/accounts/authenticate/")
@RunOnVirtualThread
class PasswordLoginResource {
    /// A password costs a tenth of a second of a processor to check, on purpose.
    private static final int AT_ONCE = 2;

    private final Calls calls;
    private final Users users;
    private final ApiKeys keys;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Operations operations = Operations.of("PasswordLoginHandler", "", "Makes a key of a password.")
            .on(Method.POST, Role.ANONYMOUS, this::authenticate)
            .says(
                    "Makes an API key of a user's name and password.",
                    "username: the user",
                    "password: his password",
                    "consumer: what the key is for");

    PasswordLoginResource(Calls calls, Users users, ApiKeys keys) {
        this.calls = calls;
        this.users = users;
        this.keys = keys;
    }

    @POST
    public Response post(byte[] body) {
        return calls.answer(operations, Map.of(), body);
    }

    private Answer authenticate(ApiCall call) {
        String name = call.mandatory("username");
        String password = call.parameters().first("password").orElse("");
        long user = checked(name, password);
        return Answer.json(AccountResource.Minted.of(
                keys.mint(user, call.parameters().text("consumer").orElse("password login"))));
    }

    private long checked(String name, String password) {
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("Others are logging in; try again.", 1);
        }
        try {
            return users.authenticated(name, password)
                    .orElseThrow(() -> ApiException.forbidden("Wrong user name or password."));
        } finally {
            places.release();
        }
    }
}
