package dev.muster.region.node;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/// `zones/` and `zones/<name>/`.
@Path(Api.BASE + "/zones/")
@RunOnVirtualThread
class ZonesResource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final String NAME_DOC = "name: letters, digits, hyphens and underscores";
    private static final String DESCRIPTION_DOC = "description: free text";

    private final Api api;
    private final Zones zones;
    private final Operations all;
    private final Operations one;

    ZonesResource(Api api, Zones zones) {
        this.api = api;
        this.zones = zones;
        all = Operations.of("ZonesHandler")
                .at("zones/", "The zones in which machines stand.")
                .on(
                        Method.GET,
                        Role.USER,
                        _ -> Answer.json(
                                zones.all().stream().map(NodeJson.Zone::of).toList()))
                .says("Lists all zones.")
                .on(Method.POST, Role.ADMIN, this::add)
                .says("Makes a zone.", NAME_DOC, DESCRIPTION_DOC);
        one = Operations.of("ZoneHandler")
                .at("zones/{name}/", "One zone.")
                .on(Method.GET, Role.USER, this::read)
                .says("Reads the zone.")
                .on(Method.PUT, Role.ADMIN, this::change)
                .says("Renames or describes the zone.", NAME_DOC, DESCRIPTION_DOC)
                .on(Method.DELETE, Role.ADMIN, this::remove)
                .says("Removes the zone. Its nodes go to the default zone.");
    }

    @GET
    public Response get() {
        return api.answer(all);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(all, body);
    }

    @GET
    @Path("{name}/")
    public Response getOne() {
        return api.answer(one);
    }

    @PUT
    @Path("{name}/")
    public Response put(byte[] body) {
        return api.answer(one, body);
    }

    @DELETE
    @Path("{name}/")
    public Response delete(byte[] body) {
        return api.answer(one, body);
    }

    private Answer add(ApiCall call) {
        String name = call.parameters()
                .text("name")
                .map(ZonesResource::name)
                .orElseThrow(() -> ApiException.field("name", "This field is required."));
        try {
            return Answer.json(NodeJson.Zone.of(
                    zones.add(name, call.parameters().text("description").orElse(""))));
        } catch (Zones.NameTakenException e) {
            throw ApiException.field("name", String.valueOf(e.getMessage()));
        }
    }

    private Answer read(ApiCall call) {
        return zones.named(call.path("name"))
                .map(zone -> Answer.json(NodeJson.Zone.of(zone)))
                .orElseThrow(ApiException::notFound);
    }

    private Answer change(ApiCall call) {
        var name = call.parameters().text("name").map(ZonesResource::name);
        try {
            return zones.change(call.path("name"), name, call.parameters().first("description"))
                    .map(zone -> Answer.json(NodeJson.Zone.of(zone)))
                    .orElseThrow(ApiException::notFound);
        } catch (Zones.NameTakenException | Zones.DefaultZoneException e) {
            throw ApiException.field("name", String.valueOf(e.getMessage()));
        }
    }

    private Answer remove(ApiCall call) {
        try {
            if (!zones.remove(call.path("name"))) {
                throw ApiException.notFound();
            }
        } catch (Zones.DefaultZoneException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
        return Answer.noContent();
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw ApiException.field(
                    "name", "'" + text + "' is no name: letters, digits, hyphens and underscores, at most 255.");
        }
        return text;
    }
}
