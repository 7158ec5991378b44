package dev.muster.cluster.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;

/// Short answers of the cluster's own.
final class Answers {
    private static final int RETRY_SECONDS = 5;
    private static final long LINGER_MILLIS = 1000;

    private Answers() {}

    /// Plain text. `Date` is there because cloud-init and curtin set their clocks by it.
    static void text(HttpServerRequest request, int status, String text) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        var sent = response.setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Date", HttpDate.format(Instant.now()))
                .end(text);
        sent.onFailure(_ -> request.connection().close());
        if (!request.isEnded()) {
            // An answer before the end of the body: what still comes is read and thrown away.
            request.resume();
        }
    }

    /// Ends the connection after the answer, so that the rest of a body is not read for long. Not at once: a close
    /// with unread octets is a reset, which can overtake the answer (RFC 9112 9.6).
    static void closeSoon(HttpServerRequest request) {
        request.response().putHeader("Connection", "close");
        Context loop = Vertx.currentContext();
        if (loop != null) {
            loop.owner().setTimer(LINGER_MILLIS, _ -> request.connection().close());
        }
    }

    /// A machine that hangs up is no error of ours; without this the server logs a stack trace for each.
    static void expectHangUp(HttpServerRequest request) {
        request.connection().exceptionHandler(_ -> {});
    }

    /// Something behind this cluster is away for the moment.
    static void retryLater(HttpServerRequest request, int status, String text) {
        request.response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
        text(request, status, text);
    }
}
