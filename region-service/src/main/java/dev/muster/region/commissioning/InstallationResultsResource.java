package dev.muster.region.commissioning;

import dev.muster.region.api.Api;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `installation-results/`: what installers, and the systems that they installed, left.
@Path(Api.BASE + "/installation-results/")
@RunOnVirtualThread
class InstallationResultsResource {
    private final Api api;
    private final Operations operations;

    InstallationResultsResource(Api api, ResultList results) {
        this.api = api;
        operations = Operations.of("InstallationResultsHandler")
                .at("installation-results/", "What installers left.")
                .on(Method.GET, "list", Role.USER, call -> results.list(call, ResultType.INSTALLATION))
                .says("Lists results.", ResultList.FIELDS);
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }
}
