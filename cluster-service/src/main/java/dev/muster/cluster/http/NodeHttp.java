package dev.muster.cluster.http;

import dev.muster.cluster.images.ImageStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// All that a machine can ask over HTTP: image files, its calls to the region, and the report of its own failure.
public final class NodeHttp implements AutoCloseable {
    private static final String IMAGES = "/images/";
    private static final String MAAS_IMAGES = "/MAAS/static/images/";
    private static final String QUARKUS = "/q";

    private final ImageReplies images;
    private final Callers callers;
    private final RegionRoute region;
    private final ReportRoute reports;
    private final ScriptRoute scripts;

    /// What this needs from the rest of the cluster.
    public record Collaborators(
            RegionEndpoints regions,
            Attestation attestation,
            NodeReports reports,
            LoaderScripts scripts,
            HttpEvents events) {}

    public NodeHttp(Vertx vertx, ImageStore images, Collaborators collaborators, HttpLimits limits) {
        HttpEvents events = collaborators.events();
        this.images = new ImageReplies(vertx, images, limits, events);
        this.callers = new Callers(collaborators.attestation());
        this.region = new RegionRoute(vertx, collaborators.regions(), callers, events);
        this.reports = new ReportRoute(vertx, callers, collaborators.reports());
        this.scripts = new ScriptRoute(collaborators.scripts(), callers, events);
    }

    /// Adds the routes, and an answer to paths with broken escapes, which the router would log with a stack trace.
    /// Whatever is under `/q` is left to others; every other path that has no route is a 404.
    public void mount(Router router) {
        router.route(IMAGES + "*").handler(new ImageRoute(IMAGES, images, callers));
        router.route(MAAS_IMAGES + "*").handler(new ImageRoute(MAAS_IMAGES, images, callers));
        router.route("/MAAS/metadata/*").handler(region);
        router.post("/MAAS/api/1.0/nodes").handler(region);
        router.post("/node-report").handler(reports);
        router.route("/ipxe.cfg*").handler(scripts);
        router.errorHandler(400, context -> Answers.text(context.request(), 400, "bad request\n"));
        router.route().last().handler(NodeHttp::nothingHere);
    }

    private static void nothingHere(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals(QUARKUS) || path.startsWith(QUARKUS + "/")) {
            context.next();
            return;
        }
        Answers.text(
                context.request(),
                404,
                "not here: a cluster serves /ipxe.cfg, /images/, /MAAS/static/images/, /MAAS/metadata/, "
                        + "POST /MAAS/api/1.0/nodes/ and POST /node-report\n");
    }

    @Override
    public void close() {
        region.close();
        images.close();
    }
}
