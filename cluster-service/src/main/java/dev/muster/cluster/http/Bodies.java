package dev.muster.cluster.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Reads request bodies into memory: each up to a limit and within a time, those of one client up to a quarter of what
/// there is for all, and all of them together up to that.
final class Bodies {
    private static final int CLIENTS_SHARE = 4;

    private final Vertx vertx;
    private final Limits limits;
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentHashMap<InetAddress, Long> heldFor = new ConcurrentHashMap<>();

    Bodies(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /// @param largest body, in octets
    /// @param all bodies together, in octets
    /// @param time for a body to arrive
    record Limits(int largest, long all, Duration time) {
        private static final Duration TIME = Duration.ofSeconds(30);

        Limits(int largest, long all) {
            this(largest, all, TIME);
        }
    }

    /// A body that was not taken; the message is for the machine.
    static final class Refused extends Exception {
        private final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /// Fails with [Refused], or with what broke the connection. Whoever gets a body gives it back with
    /// [#release(InetAddress, Buffer)].
    Future<Buffer> read(HttpServerRequest request, InetAddress client) {
        if (announced(request) > limits.largest) {
            return Future.failedFuture(tooLarge());
        }
        Promise<Buffer> body = Promise.promise();
        Buffer read = Buffer.buffer();
        request.handler(chunk -> add(client, chunk, read, body));
        request.endHandler(_ -> body.tryComplete(read));
        request.exceptionHandler(body::tryFail);
        long timer = vertx.setTimer(limits.time.toMillis(), _ -> body.tryFail(tooSlow()));
        body.future().onComplete(_ -> vertx.cancelTimer(timer)).onFailure(_ -> release(client, read));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        return body.future();
    }

    void release(InetAddress client, Buffer body) {
        release(client, body.length());
    }

    private void add(InetAddress client, Buffer chunk, Buffer read, Promise<Buffer> body) {
        if (body.future().isComplete()) {
            return;
        }
        if (read.length() + chunk.length() > limits.largest) {
            body.tryFail(tooLarge());
        } else if (!hold(client, chunk.length())) {
            body.tryFail(new Refused(503, "too many calls at once, try again\n"));
        } else {
            read.appendBuffer(chunk);
        }
    }

    private boolean hold(InetAddress client, int octets) {
        long ofClient = heldFor.merge(client, (long) octets, Long::sum);
        if (held.addAndGet(octets) <= limits.all && ofClient <= limits.all / CLIENTS_SHARE) {
            return true;
        }
        release(client, octets);
        return false;
    }

    private void release(InetAddress client, int octets) {
        held.addAndGet(-octets);
        heldFor.computeIfPresent(client, (_, before) -> before > octets ? Long.valueOf(before - octets) : null);
    }

    private Refused tooLarge() {
        return new Refused(413, "the body is larger than " + limits.largest + " bytes\n");
    }

    private Refused tooSlow() {
        return new Refused(408, "the body did not arrive within " + limits.time.toSeconds() + " s\n");
    }

    private static long announced(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Content-Length"))
                .filter(length -> length.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /// Answers a body that was not taken. The connection ends soon.
    static void refuse(HttpServerRequest request, Throwable reason) {
        if (reason instanceof Refused refused) {
            Answers.closeSoon(request);
            if (refused.status() == 503) {
                Answers.retryLater(request, 503, String.valueOf(refused.getMessage()));
            } else {
                Answers.text(request, refused.status(), String.valueOf(refused.getMessage()));
            }
        }
    }
}
