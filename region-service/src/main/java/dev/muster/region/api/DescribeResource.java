package dev.muster.region.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// `describe/`: what there is. The `maas` command makes its own commands from it.
@Path(Api.BASE + "/describe/")
@RunOnVirtualThread
class DescribeResource {
    /// Clients compare the header's text: there is no character set in it.
    private static final String TYPE = "application/json";

    private final Catalogue catalogue;
    private final ApiJson json;
    private final HttpServerRequest request;

    DescribeResource(Catalogue catalogue, ApiJson json, HttpServerRequest request) {
        this.catalogue = catalogue;
        this.json = json;
        this.request = request;
    }

    @GET
    public Response get() {
        List<Operations> tables = catalogue.all();
        String host =
                request.authority() == null ? "localhost" : request.authority().toString();
        var description = Description.of(tables, request.scheme() + "://" + host, hash(tables));
        return Response.ok(json.write(description).getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", TYPE)
                .build();
    }

    private String hash(List<Operations> tables) {
        byte[] content = json.write(Description.of(tables, "", "")).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
