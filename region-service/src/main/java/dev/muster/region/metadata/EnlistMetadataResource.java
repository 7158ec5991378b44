package dev.muster.region.metadata;

import static dev.muster.region.metadata.MetadataRequest.text;

import dev.muster.region.preseed.Preseeds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// `/MAAS/metadata/enlist/`: for machines that are no nodes yet, without a key.
@Path(MetadataVersions.PATH + "/enlist")
@RunOnVirtualThread
public class EnlistMetadataResource {
    private static final String VERSION = MetadataVersions.VERSION;

    private final Preseeds preseeds;
    private final MetadataRequest request;

    EnlistMetadataResource(Preseeds preseeds, MetadataRequest request) {
        this.preseeds = preseeds;
        this.request = request;
    }

    @GET
    public Response versions() {
        return text(MetadataVersions.lines());
    }

    @GET
    @Path(VERSION)
    public Response index() {
        return text("meta-data\nuser-data");
    }

    @GET
    @Path(VERSION + "/meta-data")
    public Response items() {
        return text("instance-id\nlocal-hostname\npublic-keys");
    }

    @GET
    @Path(VERSION + "/meta-data/{item: .+}")
    public Response item(@PathParam("item") String item) {
        return text(EnlistItem.of(item).orElseThrow(MetadataRequest::nothing).value());
    }

    @GET
    @Path(VERSION + "/user-data")
    public Response userData() {
        return text(preseeds.enlistUserData(request.baseUrl()));
    }

    @GET
    @Path(VERSION + "/{rest: .+}")
    public Response nothing() {
        throw MetadataRequest.nothing();
    }

    @POST
    public Response noPost() {
        throw MetadataRequest.nothing();
    }

    @POST
    @Path(VERSION)
    public Response noPostToIndex() {
        throw MetadataRequest.nothing();
    }

    @POST
    @Path(VERSION + "/{rest: .+}")
    public Response noPostBelow() {
        throw MetadataRequest.nothing();
    }
}
