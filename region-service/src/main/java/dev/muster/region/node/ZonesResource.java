package dev.muster.region.node;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/// `zones/` and `zones/<name>/`.
@ApplicationScoped
class ZonesResource implements ApiResource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final String NAME_DOC = ": letters, digits, hyphens and underscores";
    private static final String DESCRIPTION_DOC = "description: free text";

    private final Zones zones;

    ZonesResource(Zones zones) {
        this.zones = zones;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of("ZonesHandler", "zones/", "The zones in which machines stand.")
                        .on(Method.GET, Role.USER, this::list)
                        .says("Lists all zones.")
                        .answers(Shape.listOf(NodeJson.Zone.class))
                        .on(Method.POST, Role.ADMIN, this::add)
                        .says("Makes a zone.", "name required" + NAME_DOC, DESCRIPTION_DOC)
                        .answers(Shape.of(NodeJson.Zone.class)),
                Operations.of("ZoneHandler", "zones/{name}/", "One zone.")
                        .on(Method.GET, Role.USER, this::read)
                        .says("Reads the zone.")
                        .answers(Shape.of(NodeJson.Zone.class))
                        .on(Method.PUT, Role.ADMIN, this::change)
                        .says("Renames or describes the zone.", "name" + NAME_DOC, DESCRIPTION_DOC)
                        .answers(Shape.of(NodeJson.Zone.class))
                        .on(Method.DELETE, Role.ADMIN, this::remove)
                        .says("Removes the zone. Its nodes go to the default zone."));
    }

    private Answer list(ApiCall call) {
        return Answer.pages(zones.all().map(zone -> NodeJson.Zone.of(zone, call.version())));
    }

    private Answer add(ApiCall call) {
        String name = call.parameters()
                .text("name")
                .map(ZonesResource::name)
                .orElseThrow(() -> RefusedException.field("name", "This field is required."));
        try {
            return Answer.json(NodeJson.Zone.of(
                    zones.add(name, call.parameters().text("description").orElse("")), call.version()));
        } catch (Zones.NameTakenException e) {
            throw RefusedException.field("name", String.valueOf(e.getMessage()));
        }
    }

    private Answer read(ApiCall call) {
        return zones.named(call.path("name"))
                .map(zone -> Answer.json(NodeJson.Zone.of(zone, call.version())))
                .orElseThrow(() -> unknown(call));
    }

    private Answer change(ApiCall call) {
        var name = call.parameters().text("name").map(ZonesResource::name);
        try {
            return zones.change(call.path("name"), name, call.parameters().first("description"))
                    .map(zone -> Answer.json(NodeJson.Zone.of(zone, call.version())))
                    .orElseThrow(() -> unknown(call));
        } catch (Zones.NameTakenException | Zones.DefaultZoneException e) {
            throw RefusedException.field("name", String.valueOf(e.getMessage()));
        }
    }

    private Answer remove(ApiCall call) {
        try {
            if (!zones.remove(call.path("name"))) {
                throw unknown(call);
            }
        } catch (Zones.DefaultZoneException e) {
            throw RefusedException.invalid(String.valueOf(e.getMessage()));
        }
        return Answer.noContent();
    }

    private static RefusedException unknown(ApiCall call) {
        return RefusedException.notFound("zone with name", call.path("name"));
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw RefusedException.field(
                    "name", "'" + text + "' is no name: letters, digits, hyphens and underscores, at most 255.");
        }
        return text;
    }
}
