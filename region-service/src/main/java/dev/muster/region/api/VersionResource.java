package dev.muster.region.api;

import dev.muster.region.api.Operations.Method;
import dev.muster.region.caller.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `version/`: what clients may count on. A capability is listed once all that clients do by it works: by
/// `static-ipaddresses` they reserve addresses at `ipaddresses/`, which is not here, as well as for their nodes.
@ApplicationScoped
class VersionResource implements ApiResource {
    private static final List<String> CAPABILITIES = List.of("authenticate-api");

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("VersionHandler", "version/", "What clients may count on.")
                .on(Method.GET, Role.ANONYMOUS, _ -> Answer.json(new Version(CAPABILITIES)))
                .says("Lists the capabilities beyond the first API 1.0.")
                .answers(Shape.of(Version.class)));
    }

    record Version(List<String> capabilities) {}
}
