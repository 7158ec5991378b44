package dev.muster.region.api;

import dev.muster.model.log.LogFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// Fails in every way in which code can, for the test of what is said and logged then.
@Path("/test/failing/{how}")
@RunOnVirtualThread
public class FailingResource {
    @GET
    public String get(@jakarta.ws.rs.PathParam("how") String how) throws Exception {
        LogFields.none().systemId(how).put();
        switch (how) {
            case "checked" -> throw new Exception("a secret that nobody is told".repeat(1_000));
            case "error" -> throw new StackOverflowError();
            default -> throw new IllegalStateException("a secret that nobody is told", new Exception("cause"));
        }
    }
}
