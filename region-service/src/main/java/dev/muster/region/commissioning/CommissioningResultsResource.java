package dev.muster.region.commissioning;

import dev.muster.region.api.Api;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `commissioning-results/`: what commissioning scripts left.
@Path(Api.BASE + "/commissioning-results/")
@RunOnVirtualThread
class CommissioningResultsResource {
    private final Api api;
    private final Operations operations;

    CommissioningResultsResource(Api api, ResultList results) {
        this.api = api;
        operations = Operations.of("NodeResultsHandler")
                .at("commissioning-results/", "What the scripts of commissioning left.")
                .on(Method.GET, "list", Role.USER, call -> results.list(call, ResultType.COMMISSIONING))
                .says("Lists results.", ResultList.FIELDS);
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }
}
