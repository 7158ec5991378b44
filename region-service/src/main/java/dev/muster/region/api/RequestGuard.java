package dev.muster.region.api;

import dev.muster.region.refusal.RefusedException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Stands before everything that is served: a path or a query whose text is none, and a body that is larger than is
/// read, get no further. What the server itself finds wrong with a request is answered here as well.
@ApplicationScoped
class RequestGuard {
    private static final int BEFORE_RESOURCES = 900;
    private static final int BEFORE_OTHER_FAILURE_HANDLERS = -1_000;

    private static final long LINGER_MILLIS = 1_000;

    private final ApiJson json;
    private final long largest;

    RequestGuard(ApiJson json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.json = json;
        this.largest = largest.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_RESOURCES);
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_OTHER_FAILURE_HANDLERS).failureHandler(this::failed);
    }

    private void check(RoutingContext context) {
        Optional<ErrorAnswer> refusal = refusal(context.request());
        if (refusal.isEmpty()) {
            context.next();
        } else {
            refuse(context, refusal.get());
        }
    }

    private Optional<ErrorAnswer> refusal(HttpServerRequest request) {
        try {
            checkPath(Objects.requireNonNullElse(request.path(), ""));
            checkQuery(Objects.requireNonNullElse(request.query(), ""));
        } catch (MalformedTextException e) {
            return Optional.of(ErrorAnswer.text(404, "Not Found: the path: " + e.getMessage()));
        } catch (MalformedBodyException e) {
            return Optional.of(ErrorAnswer.text(400, "Bad Request: " + e.getMessage()));
        } catch (RefusedException e) {
            return Optional.of(ErrorAnswer.of(e.refusal()));
        }
        return length(request) > largest ? Optional.of(tooLarge()) : Optional.empty();
    }

    private static void checkPath(String path) throws MalformedTextException {
        if (!isPlain(path)) {
            WireText.percentDecoded(path);
        }
    }

    private static void checkQuery(String query) throws MalformedBodyException {
        if (!isPlain(query)) {
            BodyReader.query(query);
        }
    }

    /// Nearly all are.
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '%');
    }

    private static long length(HttpServerRequest request) {
        String text = request.getHeader("Content-Length");
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private ErrorAnswer tooLarge() {
        return ErrorAnswer.text(413, "Request Entity Too Large: a body has at most " + largest + " bytes.");
    }

    private void failed(RoutingContext context) {
        if (context.response().headWritten()) {
            context.response().reset();
            return;
        }
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            refuse(context, ErrorAnswer.plain(status));
        } else {
            Failures.log(context.request(), context.failure());
            refuse(context, ErrorAnswer.plain(500));
        }
    }

    /// The body is not read: the connection ends.
    private void refuse(RoutingContext context, ErrorAnswer answer) {
        context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.type())
                .putHeader("Vary", "Authorization")
                .putHeader("Connection", "close")
                .end(answer.body(json))
                .onComplete(_ -> hangUp(context));
    }

    /// What the client still sends is thrown away for a moment: a connection that is closed before would be reset,
    /// and the answer lost (RFC 9112 9.6).
    private static void hangUp(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        request.handler(_ -> {}).endHandler(_ -> request.connection().close()).resume();
        context.vertx().setTimer(LINGER_MILLIS, _ -> request.connection().close());
    }
}
