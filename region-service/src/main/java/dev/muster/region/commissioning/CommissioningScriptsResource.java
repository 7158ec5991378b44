package dev.muster.region.commissioning;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// `commissioning-scripts/`: the operators' own scripts.
@Path(Api.BASE + "/commissioning-scripts/")
@RunOnVirtualThread
class CommissioningScriptsResource {
    private final Api api;
    private final Scripts scripts;
    private final Operations operations;

    CommissioningScriptsResource(Api api, Scripts scripts) {
        this.api = api;
        this.scripts = scripts;
        operations = Operations.of("CommissioningScriptsHandler")
                .at("commissioning-scripts/", "Scripts of one's own that machines run when they are commissioned.")
                .on(Method.GET, Role.ADMIN, _ -> Answer.json(scripts.names()))
                .says("Lists the names of the scripts.")
                .on(Method.POST, Role.ADMIN, this::create)
                .says("Adds a script.", "name: orders the scripts", "content: the script, as a file");
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(operations, body);
    }

    private Answer create(ApiCall call) {
        String name = ScriptForm.name(call.parameters());
        if (!scripts.create(name, ScriptForm.content(call.parameters()))) {
            throw ApiException.field("name", "Commissioning script with this Name already exists.");
        }
        return Answer.created(Map.of("name", name, "resource_uri", Api.BASE + "/commissioning-scripts/" + name));
    }
}
