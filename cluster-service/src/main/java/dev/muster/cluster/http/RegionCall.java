package dev.muster.cluster.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One call on its way to the first region that can be reached, and the answer on its way back.
///
/// A call that may have reached a region is not repeated at another, unless it only reads.
final class RegionCall {
    private static final Logger LOG = Logger.getLogger(RegionCall.class);
    private static final Duration TOTAL = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpClient client;
    private final HttpServerRequest request;
    private final ForwardedRequest forwarded;
    private final long began = System.nanoTime();
    private final Promise<Outcome> outcome = Promise.promise();
    private @Nullable HttpClientRequest current;

    RegionCall(Vertx vertx, HttpClient client, HttpServerRequest request, ForwardedRequest forwarded) {
        this.vertx = vertx;
        this.client = client;
        this.request = request;
        this.forwarded = forwarded;
    }

    /// How it ended, as the machine saw it.
    record Outcome(int status, Duration took) {}

    /// Never fails: without a region the machine is answered 503.
    Future<Outcome> start(List<URI> regions) {
        long timer = vertx.setTimer(TOTAL.toMillis(), _ -> giveUp("no region answered in " + TOTAL.toSeconds() + " s"));
        request.response().closeHandler(_ -> {
            if (!outcome.future().isComplete()) {
                abandon();
                finish(HttpEvents.HUNG_UP);
            }
        });
        tryFrom(regions, 0);
        return outcome.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void tryFrom(List<URI> regions, int index) {
        if (outcome.future().isComplete()) {
            return;
        }
        if (index == regions.size()) {
            giveUp("no region can be reached");
            return;
        }
        URI region = regions.get(index);
        client.request(forwarded.options(region))
                .onFailure(e -> next(regions, index, e))
                .onSuccess(call ->
                        send(call).onFailure(e -> failed(regions, index, e)).onSuccess(this::relay));
    }

    private Future<HttpClientResponse> send(HttpClientRequest call) {
        current = call;
        if (outcome.future().isComplete()) {
            abandon();
        }
        boolean bodyless = forwarded.body().length() == 0 && forwarded.isReading();
        return bodyless ? call.send() : call.send(forwarded.body());
    }

    private void next(List<URI> regions, int index, Throwable reason) {
        LOG.debugf("region %s: %s", regions.get(index), reason);
        tryFrom(regions, index + 1);
    }

    private void failed(List<URI> regions, int index, Throwable reason) {
        if (forwarded.isReading()) {
            next(regions, index, reason);
        } else {
            giveUp("the region did not answer: " + reason.getClass().getSimpleName());
        }
    }

    private void relay(HttpClientResponse answer) {
        HttpServerResponse response = request.response();
        if (outcome.future().isComplete() || response.closed()) {
            abandon();
            return;
        }
        response.setStatusCode(answer.statusCode());
        response.headers().addAll(ProxyHeaders.endToEnd(answer.headers()));
        if (!response.headers().contains("Date")) {
            response.putHeader("Date", HttpDate.format(Instant.now()));
        }
        boolean bodyless =
                request.method().equals(HttpMethod.HEAD) || answer.statusCode() == 204 || answer.statusCode() == 304;
        if (!bodyless && !response.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        answer.pipe()
                .endOnFailure(false)
                .to(response)
                .onSuccess(_ -> finish(answer.statusCode()))
                .onFailure(_ -> breakOff());
    }

    private void giveUp(String reason) {
        if (request.response().headWritten()) {
            breakOff();
            return;
        }
        abandon();
        finish(503);
        Answers.retryLater(request, 503, reason + "\n");
    }

    /// Half an answer must not look like a whole one.
    private void breakOff() {
        abandon();
        finish(HttpEvents.HUNG_UP);
        request.response().reset();
    }

    private void abandon() {
        HttpClientRequest call = current;
        if (call != null) {
            call.reset();
        }
    }

    private void finish(int status) {
        outcome.tryComplete(new Outcome(status, Duration.ofNanos(System.nanoTime() - began)));
    }
}
