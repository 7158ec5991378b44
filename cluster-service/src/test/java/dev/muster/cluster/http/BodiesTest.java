package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final String ONE = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    private record Held(InetAddress client, Buffer body) {}

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBodyThatDoesNotArriveEndsItsConnection() throws Exception {
        int port = serve(new Bodies(vertx, new Bodies.Limits(16, 64, Duration.ofMillis(200))));
        assertThat(post(port, ONE, 16, "half")).startsWith("HTTP/1.1 408 ").contains("Connection: close");
        assertThat(post(port, ONE, 4, "full")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void oneClientHoldsAQuarterOfWhatThereIs() throws Exception {
        var bodies = new Bodies(vertx, new Bodies.Limits(16, 64));
        int port = serve(bodies);
        assertThat(post(port, ONE, 10, "0123456789")).startsWith("HTTP/1.1 200 ");
        assertThat(post(port, ONE, 10, "0123456789")).startsWith("HTTP/1.1 503 ");
        assertThat(post(port, OTHER, 10, "0123456789")).startsWith("HTTP/1.1 200 ");
        var first = NodeHttpFixture.next(held);
        bodies.release(first.client, first.body);
        assertThat(post(port, ONE, 10, "0123456789")).startsWith("HTTP/1.1 200 ");
        assertThat(post(port, ONE, 6, "012345")).startsWith("HTTP/1.1 200 ");
    }

    private int serve(Bodies bodies) {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> take(bodies, request));
        return server.listen(0, "0.0.0.0")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void take(Bodies bodies, HttpServerRequest request) {
        var client = InetAddress.ofLiteral(request.remoteAddress().hostAddress());
        bodies.read(request, client)
                .onFailure(reason -> Bodies.refuse(request, reason))
                .onSuccess(body -> {
                    held.add(new Held(client, body));
                    request.response().end();
                });
    }

    /// All that is answered until the server closes the connection.
    private static String post(int port, String from, int announced, String sent) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral(ONE), port, InetAddress.ofLiteral(from), 0)) {
            socket.setSoTimeout(20_000);
            String last = sent.length() < announced ? "" : "Connection: close\r\n";
            String head = "POST / HTTP/1.1\r\nHost: x\r\n" + last + "Content-Length: " + announced + "\r\n\r\n";
            socket.getOutputStream().write((head + sent).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
