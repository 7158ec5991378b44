package dev.muster.cluster.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Reads request bodies into memory: each up to a limit, and all of them together up to another.
final class Bodies {
    private final int largest;
    private final long all;
    private final AtomicLong held = new AtomicLong();

    Bodies(int largest, long all) {
        this.largest = largest;
        this.all = all;
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
    /// [#release(Buffer)].
    Future<Buffer> read(HttpServerRequest request) {
        if (announced(request) > largest) {
            return Future.failedFuture(tooLarge());
        }
        Promise<Buffer> body = Promise.promise();
        Buffer read = Buffer.buffer();
        request.handler(chunk -> add(chunk, read, body));
        request.endHandler(_ -> body.tryComplete(read));
        request.exceptionHandler(body::tryFail);
        body.future().onFailure(_ -> held.addAndGet(-read.length()));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        return body.future();
    }

    void release(Buffer body) {
        held.addAndGet(-body.length());
    }

    private void add(Buffer chunk, Buffer read, Promise<Buffer> body) {
        if (body.future().isComplete()) {
            return;
        }
        if (read.length() + chunk.length() > largest) {
            body.tryFail(tooLarge());
        } else if (held.addAndGet(chunk.length()) > all) {
            held.addAndGet(-chunk.length());
            body.tryFail(new Refused(503, "too many calls at once, try again\n"));
        } else {
            read.appendBuffer(chunk);
        }
    }

    private Refused tooLarge() {
        return new Refused(413, "the body is larger than " + largest + " bytes\n");
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
