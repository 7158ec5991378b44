package dev.muster.region.commissioning;

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

/// `commissioning-scripts/` and `commissioning-scripts/<name>`: the operators' own scripts.
@ApplicationScoped
class CommissioningScriptsResource implements ApiResource {
    private static final String CONTENT = "application/binary";

    private final Scripts scripts;

    CommissioningScriptsResource(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of(
                                "CommissioningScriptsHandler",
                                "commissioning-scripts/",
                                "Scripts of one's own that machines run when they are commissioned.")
                        .on(Method.GET, Role.ADMIN, _ -> Answer.pages(scripts.names()))
                        .says("Lists the names of the scripts.")
                        .answers(Shape.listOf(String.class))
                        .on(Method.POST, Role.ADMIN, this::create)
                        .says(
                                "Adds a script.",
                                "name required: orders the scripts",
                                "content file required: the script, as a file")
                        .answers(Shape.created(Json.class)),
                Operations.of("CommissioningScriptHandler", "commissioning-scripts/{name}", "One script.")
                        .on(Method.GET, Role.ADMIN, this::content)
                        .says("Reads the script.")
                        .answers(Shape.raw(CONTENT))
                        .on(Method.PUT, Role.ADMIN, this::replace)
                        .says("Replaces the script.", "content file required: the script, as a file")
                        .answers(Shape.of(Json.class))
                        .on(Method.DELETE, Role.ADMIN, this::delete)
                        .says("Removes the script."));
    }

    private Answer create(ApiCall call) {
        String name = ScriptForm.name(call.parameters());
        if (!scripts.create(name, ScriptForm.content(call.parameters()))) {
            throw RefusedException.field("name", "Commissioning script with this Name already exists.");
        }
        return Answer.created(Json.of(name, call.version()));
    }

    private Answer content(ApiCall call) {
        return scripts.content(call.path("name"))
                .map(content -> Answer.bytes(content, CONTENT))
                .orElseThrow(() -> unknown(call));
    }

    private Answer replace(ApiCall call) {
        String name = call.path("name");
        if (!scripts.replace(name, ScriptForm.content(call.parameters()))) {
            throw unknown(call);
        }
        return Answer.json(Json.of(name, call.version()));
    }

    private Answer delete(ApiCall call) {
        if (!scripts.delete(call.path("name"))) {
            throw unknown(call);
        }
        return Answer.noContent();
    }

    private static RefusedException unknown(ApiCall call) {
        return RefusedException.notFound("commissioning script with name", call.path("name"));
    }

    /// A script as API 1.0 shows it.
    @Schema(name = "CommissioningScript")
    record Json(String name, @JsonProperty("resource_uri") String resourceUri) {
        static Json of(String name, ApiVersion version) {
            return new Json(name, version.uri("commissioning-scripts/" + name));
        }
    }
}
