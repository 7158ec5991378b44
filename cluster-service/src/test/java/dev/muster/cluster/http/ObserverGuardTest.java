package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.network.Observers;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObserverGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/q/metrics", "/q/health/ready", "/q", "/q/", "/%71/metrics", "/x/../q/metrics", "//q/metrics"})
    void strangersSeeNothing(String path) throws Exception {
        assertThat(answer("", path))
                .startsWith("HTTP/1.1 403")
                .contains("muster.cluster.observers")
                .doesNotContain("seen");
        assertThat(answer("192.0.2.0/24", path)).startsWith("HTTP/1.1 403");
    }

    @Test
    void whatIsNotTheirsIsLeftAlone() throws Exception {
        assertThat(answer("", "/MAAS/q/metrics")).startsWith("HTTP/1.1 200");
        assertThat(answer("127.0.0.0/8", "/q/metrics"))
                .startsWith("HTTP/1.1 200")
                .endsWith("seen");
    }

    /// As a caller of 127.0.0.1 gets it where that is not this machine's own address.
    private static String answer(String networks, String path) throws Exception {
        var vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            router.route().handler(context -> context.response().end("seen"));
            new ObserverGuard(Observers.of("setting", networks, _ -> false)).mount(router);
            var server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            try (var socket = new Socket("127.0.0.1", server.actualPort())) {
                socket.setSoTimeout(20_000);
                String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
