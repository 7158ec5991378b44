package dev.muster.region.events;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.user;
import static dev.muster.testing.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.Clients;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who sees which events, and how many may follow them.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
@Timeout(90)
class EventVisibilityTest {
    @Inject
    KnownMachines machines;

    @Inject
    Timeline timeline;

    @Inject
    EventSettings settings;

    @TestHTTPResource("/MAAS/api/1.0/events/")
    URI events;

    /// A node with an event, of a user or of nobody.
    private String node(String owner) {
        MacAddress mac = machines.freshMac();
        String node = machines.node(UUID.randomUUID() + ".local", NodeStatus.READY, mac, machines.cluster());
        if (!owner.isEmpty()) {
            machines.update(NodeColumns.update("owner_id", "(select id from users where name = ?)"), owner, node);
        }
        happens(node);
        return node;
    }

    private void happens(String node) {
        long id = Long.parseLong(machines.text("select id::text from nodes where system_id = ?", node));
        timeline.record(EventType.NODE_BOOT_STALLED, EventLevel.WARNING, id, null, "something");
    }

    private static List<String> seen(String key, String... nodes) {
        return as(key).queryParam("op", "query")
                .queryParam("id", List.of(nodes))
                .get(API + "events/")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("events.node", String.class);
    }

    @Test
    void userSeesTheEventsOfTheNodesThatHeSees() {
        String name = fresh();
        String other = fresh();
        String key = user(name);
        String otherKey = user(other);
        String[] nodes = {node(name), node(other), node("")};

        assertThat(seen(key, nodes)).containsExactlyInAnyOrder(nodes[0], nodes[2]);
        assertThat(seen(otherKey, nodes)).containsExactlyInAnyOrder(nodes[1], nodes[2]);
        assertThat(seen(adminKey(), nodes)).containsExactlyInAnyOrder(nodes);
    }

    @Test
    void machineThatIsNoNodeIsForAdministrators() {
        String mac = machines.freshMac().value();
        machines.update(
                "insert into node_events (event_id, mac, level, type, description, created, millis, address)"
                        + " values (?, ?, 30, 'NODE_BOOT_STALLED', 'x', now(), 0, '')",
                UUID.randomUUID(),
                mac);

        assertThat(count(user(fresh()), mac)).isZero();
        assertThat(count(adminKey(), mac)).isOne();
    }

    private static int count(String key, String mac) {
        return as(key).get(API + "events/?op=query&mac_address=" + mac)
                .then()
                .statusCode(200)
                .extract()
                .path("count");
    }

    @Test
    void streamTellsUsersWhatTheyMaySee() throws Exception {
        String name = fresh();
        String key = user(name);
        user("other-" + name);
        String foreign = node("other-" + name);
        String own = node(name);
        try (var past = new Stream(key, "&after=0");
                var live = new Stream(key, "")) {
            happens(foreign);
            happens(own);
            assertThat(past.untilNode(own, 2)).doesNotContain(foreign);
            assertThat(live.untilNode(own, 1)).doesNotContain(foreign);
        }
        try (var all = new Stream(adminKey(), "&after=0")) {
            assertThat(all.untilNode(own, 2)).contains(foreign);
        }
    }

    @Test
    void oneUserDoesNotTakeAllPlaces() throws Exception {
        String key = user(fresh());
        var streams = new ArrayList<Stream>();
        try {
            for (int i = 0; i < settings.streamsPerUser(); i++) {
                streams.add(new Stream(key, ""));
            }
            var refused = open(key, "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("10");
            assertThat(new String(refused.body().readAllBytes(), UTF_8)).contains("of this user");

            String another = user(fresh());
            streams.add(new Stream(another, ""));
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
        // a client that went away gives its place back at once, not at the next heartbeat
        await("the places are free again").atMost(Duration.ofSeconds(5)).until(() -> {
            var answer = open(key, "");
            answer.body().close();
            return answer.statusCode() == 200;
        });
    }

    private HttpResponse<InputStream> open(String key, String query) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(events + "?op=stream" + query))
                                .header("Authorization", Clients.oauth(key))
                                .build(),
                        BodyHandlers.ofInputStream());
    }

    private static String fresh() {
        return "u" + UUID.randomUUID();
    }

    private final class Stream implements AutoCloseable {
        private final BufferedReader lines;

        Stream(String key, String query) throws IOException, InterruptedException {
            var answer = open(key, query);
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        }

        /// The nodes of all events until this one came so many times.
        List<String> untilNode(String node, int times) throws IOException {
            var nodes = new ArrayList<String>();
            while (nodes.stream().filter(node::equals).count() < times) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    nodes.add(line.replaceFirst(".*\"node\":\"([^\"]*)\".*", "$1"));
                }
            }
            return nodes;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
