package dev.muster.cluster.http;

import dev.muster.cluster.http.HttpEvents.Caller;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A loader's script, made for the machine that asks.
final class ScriptRoute implements Handler<RoutingContext> {
    private static final Logger LOG = Logger.getLogger(ScriptRoute.class);

    private final LoaderScripts scripts;
    private final Callers callers;
    private final HttpEvents events;

    ScriptRoute(LoaderScripts scripts, Callers callers, HttpEvents events) {
        this.scripts = scripts;
        this.callers = callers;
        this.events = events;
    }

    /// One request on its way.
    private record Asked(HttpServerRequest request, Caller caller, String name, long began) {}

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Answers.expectHangUp(request);
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            Answers.text(request, 405, "scripts can be read only\n");
            return;
        }
        String name = context.normalizedPath().substring(1);
        var asked = new Asked(request, callers.of(request), name, System.nanoTime());
        var local = InetAddress.ofLiteral(request.localAddress().hostAddress());
        var question = new LoaderScripts.Request(
                name, Optional.ofNullable(request.getParam("arch")), local, asked.caller.address());
        Thread.ofVirtual().name("script").start(() -> answer(context, asked, question));
    }

    private void answer(RoutingContext context, Asked asked, LoaderScripts.Request question) {
        Optional<String> script;
        int failed = 404;
        try {
            script = scripts.script(question);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception broken) {
            LOG.errorf(
                    broken, "HTTP %s for %s", asked.name, asked.caller.address().getHostAddress());
            script = Optional.empty();
            failed = 503;
        }
        var found = script;
        int status = script.isPresent() ? 200 : failed;
        context.vertx().runOnContext(_ -> {
            Answers.text(asked.request, status, found.orElse("no script of this name now\n"));
            long bytes = found.map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                    .orElse(0);
            events.fileServed(
                    asked.caller, asked.name, bytes, Duration.ofNanos(System.nanoTime() - asked.began), status);
        });
    }
}
