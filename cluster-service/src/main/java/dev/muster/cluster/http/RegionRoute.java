package dev.muster.cluster.http;

import dev.muster.cluster.http.HttpEvents.Caller;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Passes a machine's call on to a region, with what this cluster knows of the machine.
final class RegionRoute implements Handler<RoutingContext> {
    private static final int CONNECT_MILLIS = 2000;
    private static final int CONNECTIONS_PER_REGION = 128;
    private static final int IDLE_SECONDS = 15;
    /// What a region takes: a signal may carry several files, of which it refuses those that are too large by name.
    private static final int LARGEST_BODY = 16 << 20;

    private static final long ALL_BODIES = 64L << 20;

    private final Vertx vertx;
    private final RegionEndpoints regions;
    private final Callers callers;
    private final HttpEvents events;
    private final HttpClient client;
    private final Bodies bodies;

    RegionRoute(Vertx vertx, RegionEndpoints regions, Callers callers, HttpEvents events) {
        this.vertx = vertx;
        this.regions = regions;
        this.callers = callers;
        this.events = events;
        this.bodies = new Bodies(vertx, new Bodies.Limits(LARGEST_BODY, ALL_BODIES));
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxPoolSize(CONNECTIONS_PER_REGION));
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Answers.expectHangUp(request);
        Optional<ProxyPath> target = ProxyPath.of(request);
        if (target.isEmpty()) {
            Answers.text(request, 400, "the path has dot segments or escaped slashes\n");
            return;
        }
        List<URI> known = regions.regions();
        Optional<String> credentials = regions.credentials();
        if (known.isEmpty() || credentials.isEmpty()) {
            Answers.retryLater(request, 503, "this cluster has not joined a region yet\n");
            return;
        }
        Caller caller = callers.of(request);
        MultiMap headers = ProxyHeaders.toRegion(request, callers.attested(caller), credentials.get());
        bodies.read(request, caller.address())
                .onFailure(reason -> Bodies.refuse(request, reason))
                .onSuccess(body -> pass(
                        request, caller, new ForwardedRequest(request.method(), target.get(), headers, body), known));
    }

    private void pass(HttpServerRequest request, Caller caller, ForwardedRequest forwarded, List<URI> known) {
        new RegionCall(vertx, client, request, forwarded).start(known).onSuccess(done -> {
            bodies.release(caller.address(), forwarded.body());
            String method = forwarded.method().name();
            events.proxied(caller, method, forwarded.target().path(), done.status(), done.took());
        });
    }

    void close() {
        client.close().onFailure(_ -> {});
    }
}
