package dev.muster.region.metadata;

import dev.muster.region.refusal.RefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The versions of the metadata, which are all alike. Another one is 404, whatever follows it in the path: cloud-init
/// tries its own versions and goes on.
class MetadataVersions {
    static final String PATH = "/MAAS/metadata";
    /// In the templates of the paths.
    static final String VERSION = "/{metadata_version}";

    private static final List<String> ALL = List.of("2012-03-01", "latest");

    static String lines() {
        return String.join("\n", ALL);
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String version = request.getUriInfo().getPathParameters().getFirst("metadata_version");
        if (version != null && !ALL.contains(version)) {
            throw RefusedException.notFound("Unknown metadata version: " + version);
        }
    }
}
