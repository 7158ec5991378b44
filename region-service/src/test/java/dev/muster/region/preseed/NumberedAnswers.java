package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The region as an enlisting machine meets it: call N is kept in `posts/N`, its URL and each form field on a line, and
/// is answered with `answers/N`.
final class NumberedAnswers implements AutoCloseable {
    private static final String KNOWN = "http://10.0.0.1:5248";
    private static final String ENLISTED = "200\n{\"system_id\": \"node-1\", \"hostname\": \"happy-hedgehog.local\"}";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger calls = new AtomicInteger();
    private final Path state;
    private final HttpServer server;

    NumberedAnswers(Path state) {
        this.state = state;
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        int number = calls.incrementAndGet();
        try {
            Path post = Files.createDirectories(state.resolve("posts")).resolve(String.valueOf(number));
            Files.writeString(post, "url=" + KNOWN + request.uri() + "\n" + fields(body.toString(UTF_8)));
            Path planned = state.resolve("answers").resolve(String.valueOf(number));
            String answer = Files.exists(planned) ? Files.readString(planned) : ENLISTED;
            // a machine that is told where the rest is finds it here
            String text = answer.replace(KNOWN, baseUrl());
            String status = text.lines().findFirst().orElseThrow();
            if (status.equals("000")) {
                request.connection().close();
            } else {
                request.response()
                        .setStatusCode(Integer.parseInt(status))
                        .end(text.substring(Math.min(text.length(), status.length() + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fields(String form) {
        var lines = new StringBuilder();
        for (String field : form.split("&")) {
            lines.append(URLDecoder.decode(field, UTF_8)).append('\n');
        }
        return form.isEmpty() ? "" : lines.toString();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
