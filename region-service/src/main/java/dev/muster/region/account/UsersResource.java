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

/// `users/` and `users/<name>/`: who may call the API. Clients try their key on `whoami`.
@ApplicationScoped
class UsersResource implements ApiResource {
    private final Users users;

    UsersResource(Users users) {
        this.users = users;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of("UsersHandler", "users/", "Who may call the API.")
                        .on(
                                Method.GET,
                                Role.USER,
                                call -> Answer.pages(users.all().map(user -> Json.of(user, call.version()))))
                        .says("Lists all users.")
                        .answers(Shape.listOf(Json.class))
                        .on(Method.GET, "whoami", Role.USER, this::whoami)
                        .says("Reads the caller.")
                        .answers(Shape.of(Json.class))
                        .on(Method.POST, Role.ADMIN, this::add)
                        .says(
                                "Makes a user.",
                                "username required: letters, digits and @.+-_",
                                "email: may be empty",
                                "password required: with it the user gets an API key",
                                "is_superuser bool required: 1 for an administrator, else 0")
                        .answers(Shape.of(Json.class)),
                Operations.of("UserHandler", "users/{username}/", "One user.")
                        .on(Method.GET, Role.USER, this::read)
                        .says("Reads the user.")
                        .answers(Shape.of(Json.class))
                        .on(Method.DELETE, Role.ADMIN, this::remove)
                        .says("Forgets the user with his keys. One who holds a node stays."));
    }

    private Answer whoami(ApiCall call) {
        return users.named(call.user().name())
                .map(user -> Answer.json(Json.of(user, call.version())))
                .orElseThrow(() -> unknown(call.user().name()));
    }

    private Answer add(ApiCall call) {
        Users.User user = UserForm.read(call.parameters());
        try {
            users.add(user, call.parameters().first("password").orElseThrow());
        } catch (Users.UserExistsException e) {
            throw RefusedException.field("username", String.valueOf(e.getMessage()));
        }
        return Answer.json(Json.of(user, call.version()));
    }

    private Answer read(ApiCall call) {
        return users.named(call.path("username"))
                .map(user -> Answer.json(Json.of(user, call.version())))
                .orElseThrow(() -> unknown(call.path("username")));
    }

    private Answer remove(ApiCall call) {
        String name = call.path("username");
        if (name.equals(call.user().name())) {
            throw RefusedException.invalid("An administrator cannot delete himself.");
        }
        try {
            if (!users.remove(name)) {
                throw unknown(name);
            }
        } catch (Users.UserHoldsNodesException e) {
            throw RefusedException.invalid(String.valueOf(e.getMessage()));
        }
        return Answer.noContent();
    }

    private static RefusedException unknown(String name) {
        return RefusedException.notFound("user with name", name);
    }

    /// A user as API 1.0 shows him.
    @Schema(name = "User")
    record Json(
            String username,
            String email,
            @JsonProperty("is_superuser") boolean superuser,
            @JsonProperty("resource_uri") String resourceUri) {
        static Json of(Users.User user, ApiVersion version) {
            return new Json(user.name(), user.email(), user.superuser(), version.uri("users/" + user.name() + "/"));
        }
    }
}
