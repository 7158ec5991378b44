package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.http.FakeRegion.Asked;
import dev.muster.cluster.http.NodeHttpFixture.Proxied;
import dev.muster.model.cluster.ClusterHeaders;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionRouteTest {
    private static final String ENLIST = "/MAAS/api/1.0/nodes/";

    @TempDir
    Path images;

    private FakeRegion region;
    private NodeHttpFixture http;

    @BeforeEach
    void serve() throws IOException {
        region = new FakeRegion();
        http = new NodeHttpFixture(images);
        http.regions = List.of(region.uri());
    }

    @AfterEach
    void stop() {
        http.close();
        region.close();
    }

    @Test
    void callIsPassedOnWithTheAttestedMachine() throws Exception {
        region.answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            FakeRegion.answer(exchange, 200, "i-maas-enlistment");
        };

        var response = http.sendForText(http.request("/MAAS/metadata//2012-03-01/meta-data/instance-id?a=b%20c"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("i-maas-enlistment");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(response.headers().allValues("Date")).hasSize(1);
        Asked asked = region.asked.getFirst();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.uri()).isEqualTo("/MAAS/metadata//2012-03-01/meta-data/instance-id?a=b%20c");
        assertThat(asked.header(ClusterHeaders.CLUSTER)).isEqualTo("uuid:token");
        assertThat(asked.header(ClusterHeaders.NODE_MAC)).isEqualTo(NodeHttpFixture.MAC.value());
        assertThat(asked.header(ClusterHeaders.NODE_ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(asked.header(ClusterHeaders.BASE_URL)).isEqualTo("http://127.0.0.1:" + http.port() + "/MAAS");
        assertThat(NodeHttpFixture.next(http.proxied))
                .isEqualTo(new Proxied("GET", "/MAAS/metadata//2012-03-01/meta-data/instance-id", 200));
    }

    @Test
    void leaseThatIsNotAttestedIsNotTold() throws Exception {
        http.attesting = false;

        http.send(http.request("/MAAS/metadata/latest/"));

        Asked asked = region.asked.getFirst();
        assertThat(asked.header(ClusterHeaders.NODE_MAC)).isNull();
        assertThat(asked.header(ClusterHeaders.NEIGHBOUR_MAC)).isEqualTo(NodeHttpFixture.NEIGHBOUR.value());
        assertThat(asked.header(ClusterHeaders.NODE_ADDRESS)).isEqualTo("127.0.0.1");
    }

    @Test
    void machineCannotAttestForItself() throws Exception {
        http.leased = Optional.empty();

        http.send(http.request("/MAAS/metadata/latest/")
                .header("X-Muster-Node-Mac", "00:00:00:00:00:01")
                .header("x-muster-cluster", "forged:forged")
                .header("X-MUSTER-Anything", "1")
                .header("Authorization", "OAuth realm=\"\"")
                .header("Keep-Alive", "timeout=5")
                .header("TE", "trailers"));

        Asked asked = region.asked.getFirst();
        assertThat(asked.headers().get(ClusterHeaders.CLUSTER)).containsExactly("uuid:token");
        assertThat(asked.headers().keySet())
                .doesNotContain(ClusterHeaders.NODE_MAC, "X-muster-node-mac", "X-muster-anything", "Keep-alive", "Te");
        assertThat(asked.header("Authorization")).isEqualTo("OAuth realm=\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {ENLIST, "/MAAS/api/1.0/nodes/?op=new"})
    void enlistmentIsPassedOnWithItsBody(String path) throws Exception {
        region.answer = exchange -> FakeRegion.answer(exchange, 201, "{}");

        var response = http.send(http.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("op=new&hostname=")));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(region.asked.getFirst().uri()).isEqualTo(path);
        assertThat(region.asked.getFirst().body()).isEqualTo("op=new&hostname=");
        assertThat(region.asked.getFirst().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/MAAS/metadata//2012-03-01/",
                "/MAAS/metadata/curtin/2012-03-01/?op=signal",
                "/MAAS/metadata/latest/by-id/node-1/",
                "/MAAS/metadata/status/node-1"
            })
    void whatAMachineSaysIsPassedOnByteForByte(String path) throws Exception {
        byte[] body = new byte[3 << 20];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        region.answer = exchange -> FakeRegion.answer(exchange, 200, "OK");

        var response = http.sendForText(http.request(path)
                .header("Authorization", "OAuth realm=\"\", oauth_consumer_key=\"a\"")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(response.body()).isEqualTo("OK");
        Asked asked = region.asked.getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo(path);
        assertThat(asked.header("Authorization")).isEqualTo("OAuth realm=\"\", oauth_consumer_key=\"a\"");
        assertThat(asked.headers()).doesNotContainKey("Content-type");
        assertThat(asked.header(ClusterHeaders.NODE_MAC)).isEqualTo(NodeHttpFixture.MAC.value());
        assertThat(asked.body()).isEqualTo(new String(body, StandardCharsets.ISO_8859_1));
    }

    @Test
    void answersOfTheRegionComeBackAsTheyAre() throws Exception {
        region.answer = exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "OAuth realm=\"OAuth\"");
            exchange.getResponseHeaders().set("Connection", "X-Hop");
            exchange.getResponseHeaders().set("X-Hop", "1");
            FakeRegion.answer(exchange, 401, "Authorization Error: Invalid API key.");
        };

        var response = http.sendForText(http.request("/MAAS/metadata/latest/"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("OAuth realm=\"OAuth\"");
        assertThat(response.headers().firstValue("X-Hop")).isEmpty();
        assertThat(response.body()).isEqualTo("Authorization Error: Invalid API key.");
    }

    @Test
    void largeBodiesPassInBothDirections() throws Exception {
        byte[] large = new byte[4 << 20];
        Arrays.fill(large, (byte) 'x');
        region.answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 5; i++) {
                exchange.getResponseBody().write(large);
            }
        };

        var response = http.send(
                http.request("/MAAS/metadata/latest/").expectContinue(true).POST(BodyPublishers.ofByteArray(large)));

        assertThat(response.body()).hasSize(5 * large.length);
        assertThat(region.asked.getFirst().body()).isEqualTo("x".repeat(4 << 20));
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws Exception {
        byte[] tooLarge = new byte[(16 << 20) + 1];
        String head = "POST " + ENLIST + " HTTP/1.1\r\nHost: x\r\n";

        assertThat(raw(head + "Content-Length: 16777217\r\n\r\n", new byte[0]))
                .startsWith("HTTP/1.1 413 ")
                .contains("larger than 16777216 bytes");
        assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\n1000001\r\n", tooLarge))
                .startsWith("HTTP/1.1 413 ");
        assertThat(region.asked).isEmpty();
    }

    @Test
    void headAndEmptyAnswersHaveNoBody() throws Exception {
        region.answer = exchange -> exchange.sendResponseHeaders(204, -1);

        assertThat(http.send(http.request("/MAAS/metadata/x").DELETE()).statusCode())
                .isEqualTo(204);
        region.answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "10");
            exchange.sendResponseHeaders(200, -1);
        };
        assertThat(http.send(http.request("/MAAS/metadata/x").HEAD()).statusCode())
                .isEqualTo(200);
        assertThat(region.asked).extracting(Asked::method).containsExactly("DELETE", "HEAD");
    }

    @Test
    void nextRegionIsAskedWhenOneCannotBeReached() throws Exception {
        http.regions = List.of(closedPort(), URI.create(region.uri() + "/MAAS/"));

        var response = http.send(http.request(ENLIST).POST(BodyPublishers.ofString("op=new")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(region.asked.getFirst().uri()).isEqualTo(ENLIST);
    }

    @Test
    void withoutARegionTheMachineIsToldToTryAgain() throws Exception {
        http.regions = List.of(closedPort());

        var response = http.sendForText(http.request(ENLIST).POST(BodyPublishers.ofString("op=new")));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.headers().firstValue("Date")).isPresent();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo("no region can be reached\n");
        assertThat(NodeHttpFixture.next(http.proxied)).isEqualTo(new Proxied("POST", ENLIST, 503));
    }

    @Test
    void clusterThatHasNotJoinedAsksNobody() throws Exception {
        http.credentials = Optional.empty();

        assertThat(http.send(http.request("/MAAS/metadata/latest/")).statusCode())
                .isEqualTo(503);
        assertThat(region.asked).isEmpty();
    }

    @Test
    void callThatMayHaveArrivedIsNotRepeatedUnlessItOnlyReads() throws Exception {
        try (var other = new FakeRegion()) {
            http.regions = List.of(region.uri(), other.uri());
            region.answer = exchange -> {
                throw new IOException("region dies");
            };

            var post = http.send(http.request(ENLIST).POST(BodyPublishers.ofString("op=new")));
            assertThat(post.statusCode()).isEqualTo(503);
            assertThat(other.asked).isEmpty();

            var get = http.send(http.request("/MAAS/metadata/latest/"));
            assertThat(get.statusCode()).isEqualTo(200);
            assertThat(other.asked).hasSize(1);
        }
    }

    @Test
    void answerThatBreaksOffDoesNotLookWhole() throws Exception {
        region.answer = exchange -> {
            exchange.sendResponseHeaders(200, 200_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
            throw new IOException("region dies");
        };

        assertThatThrownBy(() -> http.send(http.request("/MAAS/metadata/latest/")))
                .isInstanceOf(IOException.class);
        assertThat(NodeHttpFixture.next(http.proxied).status()).isEqualTo(HttpEvents.HUNG_UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/MAAS/metadata/../api/2.0/users/",
                "/MAAS/metadata/%2e%2e/api/2.0/users/",
                "/MAAS/metadata/..%2fapi/2.0/users/",
                "/MAAS/metadata/a%5c..%5cb",
                "/MAAS/metadata/%00",
                "/MAAS/api/2.0/users/",
                "/MAAS/api/1.0/nodes/node-1/"
            })
    void nothingElseIsPassedOn(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", new byte[0]);

        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
        assertThat(region.asked).isEmpty();
    }

    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private String raw(String head, byte[] body) throws IOException {
        try (var socket = http.connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(body);
                } catch (IOException refused) {
                    // The server need not read a body that it refuses.
                }
            });
            var answer = new StringBuilder();
            try {
                for (int b = socket.getInputStream().read();
                        b >= 0;
                        b = socket.getInputStream().read()) {
                    answer.append((char) b);
                }
            } catch (SocketException reset) {
                // What was read before the reset counts.
            }
            writer.interrupt();
            return answer.toString();
        }
    }
}
