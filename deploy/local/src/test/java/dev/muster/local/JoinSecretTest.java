package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinSecretTest {
    @TempDir
    Path directory;

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer region;
    private int status = 200;

    @BeforeEach
    void startRegion() throws IOException {
        region = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        region.createContext("/", exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"name\": \"x\", \"secret\": \"once-only\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        region.start();
        Files.writeString(directory.resolve("api-key"), "consumer:token:hidden\n");
    }

    @AfterEach
    void stopRegion() {
        region.stop(0);
    }

    private JoinSecret joinSecret() {
        URI uri = URI.create("http://127.0.0.1:" + region.getAddress().getPort() + "/MAAS");
        return new JoinSecret(new Curl(List.of()), uri, directory.resolve("api-key"));
    }

    @Test
    void adminAsksForTheSecretAndKeepsItPrivately() throws Exception {
        Path file = directory.resolve("cluster-join");
        joinSecret().writeTo(file);

        assertThat(file).hasContent("once-only");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(asked.get())
                .startsWith("POST /MAAS/api/1.0/nodegroups/?op=create_join_secret OAuth ")
                .contains("oauth_consumer_key=\"consumer\"", "oauth_token=\"token\"", "oauth_signature=\"%26hidden\"");
    }

    @Test
    void refusalNamesTheCallAndNotTheKey() {
        status = 401;
        assertThatThrownBy(() -> joinSecret().writeTo(directory.resolve("cluster-join")))
                .hasMessageContaining("create_join_secret failed")
                .hasMessageNotContaining("hidden");
        assertThat(directory.resolve("cluster-join")).doesNotExist();
    }
}
