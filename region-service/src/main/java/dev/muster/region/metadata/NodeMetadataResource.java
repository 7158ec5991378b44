package dev.muster.region.metadata;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// One of the two metadata trees of a node, as its paths are below a resource's own.
@RunOnVirtualThread
abstract class NodeMetadataResource {
    static final String VERSION = MetadataVersions.VERSION;

    private final NodeMetadata node;

    NodeMetadataResource(NodeMetadata node) {
        this.node = node;
    }

    abstract Tree tree();

    @GET
    public Response versions() {
        return node.versions();
    }

    @GET
    @Path(VERSION)
    public Response index() {
        return node.index();
    }

    @POST
    @Path(VERSION)
    public Response post(byte[] body) {
        return node.post(body);
    }

    @GET
    @Path(VERSION + "/meta-data")
    public Response items() {
        return node.items();
    }

    @GET
    @Path(VERSION + "/meta-data/{item: .+}")
    public Response item(@PathParam("item") String item) {
        return node.item(item);
    }

    @GET
    @Path(VERSION + "/user-data")
    public Response userData() {
        return node.userData(tree());
    }

    @GET
    @Path(VERSION + "/maas-commissioning-scripts")
    public Response scripts() {
        return node.scripts();
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
    @Path(VERSION + "/{rest: .+}")
    public Response noPostBelow() {
        throw MetadataRequest.nothing();
    }
}
