package dev.muster.region.metadata;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiException;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.boot.BaseUrls;
import dev.muster.region.boot.BootPolicy;
import dev.muster.region.node.Node;
import dev.muster.region.node.Nodes;
import dev.muster.region.preseed.Preseeds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/MAAS/metadata/`: what booted machines ask for, over their cluster. All text; a thing that is not there is 404,
/// for which cloud-init goes on, while any other error stops it.
@Path("/MAAS/metadata{path:(/.*)?}")
@RunOnVirtualThread
public class MetadataResource {
    private final CallingCluster cluster;
    private final BaseUrls baseUrls;
    private final Preseeds preseeds;
    private final Nodes nodes;

    MetadataResource(CallingCluster cluster, BaseUrls baseUrls, Preseeds preseeds, Nodes nodes) {
        this.cluster = cluster;
        this.baseUrls = baseUrls;
        this.preseeds = preseeds;
        this.nodes = nodes;
    }

    @GET
    public Response get(@PathParam("path") String path, @RestQuery @Nullable String op) {
        String text = answer(MetadataPath.parse(path, Optional.ofNullable(op).orElse("")));
        return Response.ok(text).header("Content-Type", Api.TEXT).build();
    }

    private String answer(MetadataPath path) {
        return switch (path) {
            case MetadataPath.EnlistPreseed() -> preseeds.enlistPreseed(baseUrls.of(cluster));
            case MetadataPath.EnlistVersions() -> "2012-03-01\nlatest";
            case MetadataPath.EnlistIndex() -> "meta-data\nuser-data";
            case MetadataPath.EnlistItems() -> "instance-id\nlocal-hostname\npublic-keys";
            case MetadataPath.EnlistItem(EnlistItem item) -> item.value();
            case MetadataPath.EnlistUserData() -> preseeds.enlistUserData(baseUrls.of(cluster));
            case MetadataPath.NodePreseed(String systemId) -> nodePreseed(systemId);
            case MetadataPath.UnknownVersion(String version) ->
                throw ApiException.of(404, "Unknown metadata version: " + version);
            case MetadataPath.Nothing() -> throw ApiException.notFound();
        };
    }

    private String nodePreseed(String systemId) {
        Node node = nodes.bySystemId(systemId)
                .filter(this::isAsking)
                .orElseThrow(() -> ApiException.forbidden(
                        "This is given to the machine itself only, and only through its cluster."));
        return switch (BootPolicy.purpose(node.status(), node.netboot())) {
            case LOCAL -> preseeds.nothing();
            // the states that need more than this come with commissioning and deployment
            case POWEROFF, COMMISSIONING, XINSTALL, INSTALL -> preseeds.poweroff();
        };
    }

    private boolean isAsking(Node node) {
        Optional<MacAddress> asking = cluster.nodeMac();
        return asking.isPresent() && node.macs().contains(asking.get());
    }
}
