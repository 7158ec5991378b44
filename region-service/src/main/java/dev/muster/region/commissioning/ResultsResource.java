package dev.muster.region.commissioning;

import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `commissioning-results/`: what commissioning scripts left; `installation-results/`: what installers, and the systems
/// that they installed, left.
@ApplicationScoped
class ResultsResource implements ApiResource {
    private final ResultList results;

    ResultsResource(ResultList results) {
        this.results = results;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of("NodeResultsHandler", "commissioning-results/", "What the scripts of commissioning left.")
                        .on(Method.GET, "list", Role.USER, call -> results.list(call, ResultType.COMMISSIONING))
                        .says("Lists results.", ResultList.FIELDS)
                        .answers(Shape.listOf(ResultList.Json.class)),
                Operations.of("InstallationResultsHandler", "installation-results/", "What installers left.")
                        .on(Method.GET, "list", Role.USER, call -> results.list(call, ResultType.INSTALLATION))
                        .says("Lists results.", ResultList.FIELDS)
                        .answers(Shape.listOf(ResultList.Json.class)));
    }
}
