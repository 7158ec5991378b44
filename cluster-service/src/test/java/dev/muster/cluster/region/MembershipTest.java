package dev.muster.cluster.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.ClusterWelcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private HttpServer region;
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> applied = new LinkedBlockingQueue<>();

    @BeforeEach
    void aRegionThatTakesTheSecretOnce() throws IOException {
        region = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        region.createContext("/MAAS/cluster/v1/", exchange -> {
            var header = exchange.getRequestHeaders().getFirst(ClusterHeaders.CLUSTER);
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean registers = exchange.getRequestURI().getPath().endsWith("register");
            calls.add(
                    (registers ? "register" : "heartbeat") + (header == null ? " without" : " with") + " credentials");
            byte[] answer = new byte[0];
            int status = 204;
            if (registers) {
                var registration = JSON.readValue(body, ClusterRegistration.class);
                boolean joins = "once".equals(registration.secret());
                status = joins || header != null ? 200 : 403;
                answer = JSON.writeValueAsBytes(
                        new ClusterWelcome(joins ? "token" : null, config(registration.uuid(), 3), 1));
            }
            exchange.sendResponseHeaders(status, status == 200 ? answer.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        region.start();
    }

    @AfterEach
    void stop() {
        region.stop(0);
    }

    @Test
    void aClusterJoinsOnceAndIsKnownByItsTokenAfterwards() throws Exception {
        Files.writeString(folder.resolve("secret"), "once\n");
        try (var membership = membership()) {
            membership.start();
            assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("register without credentials");
            assertThat(applied.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("heartbeat with credentials");
            assertThat(folder.resolve("secret")).doesNotExist();
        }
        calls.clear();
        try (var restarted = membership()) {
            restarted.start();
            assertThat(applied.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("register with credentials");
        }
    }

    @Test
    void withoutTheRegionTheLastConfigurationIsServed() throws Exception {
        Files.writeString(folder.resolve("secret"), "once\n");
        try (var membership = membership()) {
            membership.start();
            assertThat(applied.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
        }
        region.stop(0);
        try (var restarted = membership()) {
            restarted.start();
            assertThat(applied.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(restarted.inTouch()).isFalse();
        }
    }

    @Test
    void anOlderConfigurationOrAnothersIsIgnored() throws Exception {
        try (var membership = membership()) {
            UUID self = membership.credentials().uuid();
            membership.offer(config(self, 5));
            membership.offer(config(self, 4));
            membership.offer(config(UUID.randomUUID(), 9));
            membership.offer(config(self, 6));
        }
        assertThat(applied).containsExactly(5L, 6L);
    }

    private Membership membership() throws IOException {
        var credentials = new CredentialsFile(folder.resolve("credentials"));
        return new Membership(
                new RegionClient(
                        JSON,
                        List.of(URI.create(
                                "http://127.0.0.1:" + region.getAddress().getPort() + "/MAAS"))),
                credentials,
                new ConfigFile(folder.resolve("config.json"), JSON),
                new ClusterRegistration(credentials.read().uuid(), "rack", null, 5248, List.of()),
                Optional.of(folder.resolve("secret")),
                config -> applied.add(config.version()));
    }

    private static ClusterConfig config(UUID uuid, long version) {
        return new ClusterConfig(uuid, version, "rack", List.of());
    }
}
