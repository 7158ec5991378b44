package dev.muster.region.metadata;

import dev.muster.region.api.Api;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.BodyReader;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.api.Parameters;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.boot.BaseUrls;
import dev.muster.region.caller.Caller;
import dev.muster.region.caller.CurrentCaller;
import dev.muster.region.commissioning.Scripts;
import dev.muster.region.preseed.Preseeds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/MAAS/metadata/`: what booted machines ask for and say, over their cluster. A thing that is not there is 404, for
/// which cloud-init goes on, while any other error stops it.
@Path("/MAAS/metadata{path:(/.*)?}")
@RunOnVirtualThread
public class MetadataResource {
    private static final String VERSIONS = "2012-03-01\nlatest";

    private final CurrentCaller caller;
    private final CallingCluster cluster;
    private final BaseUrls baseUrls;
    private final Preseeds preseeds;
    private final AskingMachine asking;
    private final NodeTree tree;
    private final NodeUserData userData;
    private final Scripts scripts;
    private final MachineCalls calls;
    private final HttpServerRequest request;

    MetadataResource(
            CurrentCaller caller,
            CallingCluster cluster,
            BaseUrls baseUrls,
            Preseeds preseeds,
            AskingMachine asking,
            NodeTree tree,
            NodeUserData userData,
            Scripts scripts,
            MachineCalls calls,
            HttpServerRequest request) {
        this.caller = caller;
        this.cluster = cluster;
        this.baseUrls = baseUrls;
        this.preseeds = preseeds;
        this.asking = asking;
        this.tree = tree;
        this.userData = userData;
        this.scripts = scripts;
        this.calls = calls;
        this.request = request;
    }

    @GET
    public Response get(@PathParam("path") String path) {
        String named = Parameters.op(query(), Parameters.of(Map.of())).orElse("");
        return switch (MetadataPath.parse(path)) {
            case MetadataPath.EnlistPreseed()
            when named.equals("get_enlist_preseed") -> text(preseeds.enlistPreseed(baseUrl()));
            case MetadataPath.EnlistVersions() -> text(VERSIONS);
            case MetadataPath.EnlistIndex() -> text("meta-data\nuser-data");
            case MetadataPath.EnlistItems() -> text("instance-id\nlocal-hostname\npublic-keys");
            case MetadataPath.Enlist(EnlistItem item) -> text(item.value());
            case MetadataPath.EnlistUserData() -> text(preseeds.enlistUserData(baseUrl()));
            case MetadataPath.ById(String systemId)
            when named.equals("get_preseed") -> text(tree.preseed(asking.named(systemId, "the preseed"), baseUrl()));
            case MetadataPath.ByMac() -> throw noProof();
            case MetadataPath.Versions() -> text(forMachine(VERSIONS));
            case MetadataPath.Index(Tree _) -> text(forMachine("maas-commissioning-scripts\nmeta-data\nuser-data"));
            case MetadataPath.Items() -> text(tree.items(machine()));
            case MetadataPath.Item(NodeItem item) -> text(tree.item(machine(), item));
            case MetadataPath.UserData(Tree which) ->
                bytes("application/octet-stream", userData.fetch(machine(), which, baseUrl()));
            case MetadataPath.Scripts() -> {
                machine();
                yield bytes("application/tar", Optional.of(scripts.archive()));
            }
            case MetadataPath.UnknownVersion(String version) -> throw unknown(version);
            case MetadataPath.EnlistPreseed(),
                    MetadataPath.ById(String _),
                    MetadataPath.Status(String _),
                    MetadataPath.Nothing() -> throw nothing();
        };
    }

    @POST
    public Response post(
            @PathParam("path") String path, @HeaderParam("Content-Type") @Nullable String type, byte[] body) {
        var call = new MachineCalls.Call(query(), Optional.ofNullable(type).orElse(""), body);
        switch (MetadataPath.parse(path)) {
            case MetadataPath.ById(String systemId) -> calls.byId(systemId, call);
            case MetadataPath.Index(Tree _) -> calls.byKey(machine(), call);
            case MetadataPath.Status(String systemId) -> calls.status(machine(), systemId, call);
            case MetadataPath.ByMac() -> throw noProof();
            case MetadataPath.UnknownVersion(String version) -> throw unknown(version);
            case MetadataPath.EnlistPreseed(),
                    MetadataPath.EnlistVersions(),
                    MetadataPath.EnlistIndex(),
                    MetadataPath.EnlistItems(),
                    MetadataPath.Enlist(EnlistItem _),
                    MetadataPath.EnlistUserData(),
                    MetadataPath.Versions(),
                    MetadataPath.Items(),
                    MetadataPath.Item(NodeItem _),
                    MetadataPath.UserData(Tree _),
                    MetadataPath.Scripts(),
                    MetadataPath.Nothing() -> throw nothing();
        }
        return text("OK");
    }

    private Parameters query() {
        try {
            return BodyReader.query(Objects.requireNonNullElse(request.query(), ""));
        } catch (MalformedBodyException e) {
            throw ApiException.badRequest("Bad Request: " + e.getMessage());
        }
    }

    private Caller.Machine machine() {
        return switch (caller.get()) {
            case Caller.Machine machine -> machine;
            case Caller.Anonymous() -> throw ApiException.of(401, "Authorization Error: a node's key is needed.");
            case Caller.User _ -> throw ApiException.forbidden("Forbidden: this is for machines with a node's key.");
        };
    }

    private String baseUrl() {
        return baseUrls.of(cluster);
    }

    private static ApiException noProof() {
        return ApiException.forbidden("Forbidden: metadata by MAC address is not served, because it needs no proof.");
    }

    private static ApiException nothing() {
        return ApiException.of(404, "Not Found: there is nothing at this path.");
    }

    private static ApiException unknown(String version) {
        return ApiException.of(404, "Unknown metadata version: " + version);
    }

    private String forMachine(String text) {
        machine();
        return text;
    }

    private static Response text(String text) {
        return Response.ok(text).header("Content-Type", Api.TEXT).build();
    }

    private static Response bytes(String type, Optional<byte[]> content) {
        return content.map(
                        bytes -> Response.ok(bytes).header("Content-Type", type).build())
                .orElseThrow(MetadataResource::nothing);
    }
}
