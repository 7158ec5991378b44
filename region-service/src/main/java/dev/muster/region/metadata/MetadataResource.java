package dev.muster.region.metadata;

import static dev.muster.region.metadata.MetadataRequest.text;

import dev.muster.region.preseed.Preseeds;
import dev.muster.region.refusal.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// `/MAAS/metadata/`: what booted machines ask for and say, over their cluster. A thing that is not there is 404, for
/// which cloud-init goes on, while any other error stops it.
@Path(MetadataVersions.PATH)
@RunOnVirtualThread
public class MetadataResource extends NodeMetadataResource {
    private static final String SYSTEM_ID = "{system_id: [\\w-]+}";
    private static final String BY_ID = "/by-id/" + SYSTEM_ID;

    private final MetadataRequest request;
    private final Preseeds preseeds;
    private final AskingMachine asking;
    private final NodeTree tree;
    private final MachineCalls calls;

    MetadataResource(
            NodeMetadata node,
            MetadataRequest request,
            Preseeds preseeds,
            AskingMachine asking,
            NodeTree tree,
            MachineCalls calls) {
        super(node);
        this.request = request;
        this.preseeds = preseeds;
        this.asking = asking;
        this.tree = tree;
        this.calls = calls;
    }

    @Override
    Tree tree() {
        return Tree.NODE;
    }

    /// Where an unknown machine finds its metadata.
    @GET
    @Path(VERSION + "/enlist-preseed")
    public Response enlistPreseed() {
        only("get_enlist_preseed");
        return text(preseeds.enlistPreseed(request.baseUrl()));
    }

    /// A node as its machine names it before it has a key.
    @GET
    @Path(VERSION + BY_ID)
    public Response preseed(@PathParam("system_id") String systemId) {
        only("get_preseed");
        return text(tree.preseed(asking.named(systemId, "the preseed"), request.baseUrl()));
    }

    @POST
    @Path(VERSION + BY_ID)
    public Response postById(@PathParam("system_id") String systemId, byte[] body) {
        calls.byId(systemId, request.post(body));
        return text("OK");
    }

    /// A node by one of its cards, for which MAAS asks no proof at all.
    @GET
    @Path(VERSION + "/by-mac{rest: (/.*)?}")
    public Response byMac() {
        throw noProof();
    }

    @POST
    @Path(VERSION + "/by-mac{rest: (/.*)?}")
    public Response postByMac() {
        throw noProof();
    }

    /// Where cloud-init and curtin report to.
    @POST
    @Path("/status/" + SYSTEM_ID)
    public Response status(@PathParam("system_id") String systemId, byte[] body) {
        calls.status(request.machine(), systemId, request.post(body));
        return text("OK");
    }

    @GET
    @Path("/status{rest: (/.*)?}")
    public Response noStatus() {
        throw MetadataRequest.nothing();
    }

    @POST
    @Path("/status{rest: (/.*)?}")
    public Response noPostToStatus() {
        throw MetadataRequest.nothing();
    }

    private void only(String op) {
        if (!request.op().equals(op)) {
            throw MetadataRequest.nothing();
        }
    }

    private static RefusedException noProof() {
        return RefusedException.forbidden(
                "Forbidden: metadata by MAC address is not served, because it needs no proof.");
    }
}
