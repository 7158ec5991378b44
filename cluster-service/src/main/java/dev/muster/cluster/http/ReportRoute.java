package dev.muster.cluster.http;

import dev.muster.cluster.http.HttpEvents.Caller;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A machine tells why it failed: a form with `step` and `error`. Works with the region away, since that may be
/// the very reason.
final class ReportRoute implements Handler<RoutingContext> {
    private static final int LARGEST = 16 << 10;
    private static final long ALL = 4L << 20;
    private static final int PER_MINUTE = 20;

    private final Callers callers;
    private final NodeReports reports;
    private final Bodies bodies;
    private final ReportLimit limit = new ReportLimit(PER_MINUTE);

    ReportRoute(Vertx vertx, Callers callers, NodeReports reports) {
        this.bodies = new Bodies(vertx, new Bodies.Limits(LARGEST, ALL));
        this.callers = callers;
        this.reports = reports;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Caller caller = callers.of(request);
        if (!limit.admits(caller.address(), System.nanoTime())) {
            Answers.closeSoon(request);
            Answers.retryLater(request, 429, "too many reports\n");
            return;
        }
        bodies.read(request, caller.address())
                .onFailure(reason -> Bodies.refuse(request, reason))
                .onSuccess(body -> {
                    bodies.release(caller.address(), body);
                    take(request, caller, body);
                });
    }

    private void take(HttpServerRequest request, Caller caller, Buffer body) {
        Map<String, List<String>> form;
        try {
            form = new QueryStringDecoder(body.toString(StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, 16)
                    .parameters();
        } catch (IllegalArgumentException badEscape) {
            form = Map.of();
        }
        String step = first(form, "step");
        String error = first(form, "error");
        if (step.isEmpty() && error.isEmpty()) {
            Answers.text(request, 400, "a form with the fields step and error is expected\n");
            return;
        }
        reports.reported(caller.mac(), caller.address(), step, error);
        Answers.text(request, 200, "OK");
    }

    private static String first(Map<String, List<String>> form, String name) {
        return ReportText.safe(form.getOrDefault(name, List.of("")).getFirst());
    }
}
