package dev.muster.region.commissioning;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// `commissioning-scripts/<name>`: one of the operators' scripts.
@Path(Api.BASE + "/commissioning-scripts/{name}")
@RunOnVirtualThread
class CommissioningScriptResource {
    private final Api api;
    private final Scripts scripts;
    private final Operations operations;

    CommissioningScriptResource(Api api, Scripts scripts) {
        this.api = api;
        this.scripts = scripts;
        operations = Operations.of("CommissioningScriptHandler")
                .at("commissioning-scripts/{name}", "One script.")
                .on(Method.GET, Role.ADMIN, this::content)
                .says("Reads the script.")
                .on(Method.PUT, Role.ADMIN, this::replace)
                .says("Replaces the script.", "content: the script, as a file")
                .on(Method.DELETE, Role.ADMIN, this::delete)
                .says("Removes the script.");
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }

    @PUT
    public Response put(byte[] body) {
        return api.answer(operations, body);
    }

    @DELETE
    public Response delete(byte[] body) {
        return api.answer(operations, body);
    }

    private Answer content(ApiCall call) {
        return scripts.content(call.path("name"))
                .map(content -> Answer.bytes(content, "application/binary"))
                .orElseThrow(ApiException::notFound);
    }

    private Answer replace(ApiCall call) {
        String name = call.path("name");
        if (!scripts.replace(name, ScriptForm.content(call.parameters()))) {
            throw ApiException.notFound();
        }
        return Answer.json(Map.of("name", name, "resource_uri", Api.BASE + "/commissioning-scripts/" + name));
    }

    private Answer delete(ApiCall call) {
        if (!scripts.delete(call.path("name"))) {
            throw ApiException.notFound();
        }
        return Answer.noContent();
    }
}
