package dev.muster.region.api;

import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/// `version/`: what clients may count on. A capability is listed once it is true, because clients act on it.
@Path(Api.BASE + "/version/")
@RunOnVirtualThread
class VersionResource {
    private static final List<String> CAPABILITIES = List.of("authenticate-api");

    private final Api api;
    private final Operations operations = Operations.of("VersionHandler")
            .at("version/", "What clients may count on.")
            .on(Method.GET, Role.ANONYMOUS, _ -> Answer.json(Map.of("capabilities", CAPABILITIES)))
            .says("Lists the capabilities beyond the first API 1.0.");

    VersionResource(Api api) {
        this.api = api;
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }
}
