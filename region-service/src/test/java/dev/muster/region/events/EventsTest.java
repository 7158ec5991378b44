package dev.muster.region.events;

import static dev.muster.testing.Await.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.Clients;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
@Timeout(90)
class EventsTest {
    @Inject
    KnownMachines machines;

    @Inject
    ProgressRecords records;

    @Inject
    ObjectMapper mapper;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @TestHTTPResource("/MAAS/api/1.0/events/")
    URI events;

    @Test
    void progressArrivesOverKafkaAndIsSeenLive() throws Exception {
        MacAddress mac = machines.freshMac();
        var lease = progress(mac, BootStep.DHCP_LEASE, Outcome.OK);
        try (var stream = new Sse("&mac_address=" + mac, "")) {
            send("{\"poison\": true}".getBytes(UTF_8), mac);
            send(mapper.writeValueAsBytes(lease), mac);
            send(mapper.writeValueAsBytes(lease), mac);
            send(mapper.writeValueAsBytes(progress(mac, BootStep.KERNEL, Outcome.FAILED)), mac);

            JsonNode first = stream.next();
            assertThat(first.get("type").asText()).isEqualTo("NODE_BOOT_DHCP_LEASE");
            assertThat(first.get("description").asText()).isEqualTo("DHCP lease 10.0.0.101 x in 3 ms");
            assertThat(first.get("mac_address").asText()).isEqualTo(mac.value());
            assertThat(first.get("step").asText()).isEqualTo("DHCP_LEASE");
            assertThat(first.get("outcome").asText()).isEqualTo("OK");
            assertThat(first.get("millis").asLong()).isEqualTo(3);
            assertThat(first.get("address").asText()).isEqualTo("10.0.0.101");
            assertThat(first.get("at").asText()).isEqualTo("2026-11-23T07:05:09.123Z");
            JsonNode second = stream.next();
            assertThat(second.get("type").asText()).isEqualTo("NODE_BOOT_KERNEL");
            assertThat(second.get("level").asText()).isEqualTo("ERROR");
        }
    }

    @Test
    void clientThatComesBackMissesNothing() throws Exception {
        MacAddress mac = machines.freshMac();
        store(progress(mac, BootStep.DHCP_OFFER, Outcome.OK), progress(mac, BootStep.DHCP_LEASE, Outcome.OK));
        String first = machines.text("select min(id)::text from node_events where mac = ?", mac.value());
        try (var stream = new Sse("&after=0&mac_address=" + mac, first)) {
            assertThat(stream.next().get("step").asText()).isEqualTo("DHCP_LEASE");
            store(progress(mac, BootStep.LOADER, Outcome.OK));
            assertThat(stream.next().get("step").asText()).isEqualTo("LOADER");
        }
    }

    @Test
    void streamIsForUsers() {
        assertThat(given().get("/MAAS/api/1.0/events/?op=stream").statusCode()).isEqualTo(401);
        assertThat(given().get("/MAAS/api/1.0/events/?op=query").statusCode()).isEqualTo(401);
    }

    @Test
    void machineThatIsNoNodeYetHasAHistoryAllTheSame() throws Exception {
        MacAddress mac = machines.freshMac();
        store(progress(mac, BootStep.DHCP_LEASE, Outcome.OK));
        JsonNode before = query("mac_address", mac.hyphenated());
        assertThat(before.get("count").asInt()).isEqualTo(1);
        assertThat(before.at("/events/0/node").asText()).isEmpty();
        assertThat(before.at("/events/0/created").asText()).isEqualTo("Mon, 23 Nov. 2026 07:05:09");

        String name = "e" + mac.value().replace(":", "");
        String systemId = machines.node(name + ".local", NodeStatus.NEW, mac, machines.cluster());
        for (JsonNode found :
                List.of(query("id", systemId), query("hostname", name), query("hostname", name + ".local"))) {
            assertThat(found.get("count").asInt()).isEqualTo(1);
            assertThat(found.at("/events/0/node").asText()).isEqualTo(systemId);
            assertThat(found.at("/events/0/hostname").asText()).isEqualTo(name + ".local");
            assertThat(found.at("/events/0/mac_address").asText()).isEqualTo(mac.value());
        }
    }

    @Test
    void pagesLeadOnInBothDirections() throws Exception {
        MacAddress mac = machines.freshMac();
        store(
                progress(mac, BootStep.DHCP_OFFER, Outcome.OK),
                progress(mac, BootStep.DHCP_LEASE, Outcome.OK),
                progress(mac, BootStep.LOADER, Outcome.OK));
        JsonNode newest = query("mac_address", mac.value(), "limit", "2");
        assertThat(types(newest)).containsExactly("NODE_BOOT_LOADER", "NODE_BOOT_DHCP_LEASE");
        JsonNode older = get(newest.get("prev_uri").asText());
        assertThat(types(older)).containsExactly("NODE_BOOT_DHCP_OFFER");
        JsonNode newer = get(older.get("next_uri").asText());
        assertThat(types(newer)).containsExactly("NODE_BOOT_LOADER", "NODE_BOOT_DHCP_LEASE");
    }

    @Test
    void levelLeavesOutWhatMattersLess() throws Exception {
        MacAddress mac = machines.freshMac();
        store(progress(mac, BootStep.KERNEL, Outcome.OK), progress(mac, BootStep.KERNEL, Outcome.DEGRADED));
        assertThat(types(query("mac_address", mac.value(), "level", "warning"))).hasSize(1);
    }

    @Test
    void garbageIsNamed() {
        String header = Clients.oauth(Clients.adminKey());
        for (String wrong :
                new String[] {"limit=0", "limit=1001", "limit=x", "level=loud", "after=x", "mac_address=x"}) {
            var answer = given().header("Authorization", header).get("/MAAS/api/1.0/events/?op=query&" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body().asString()).contains("\"" + wrong.substring(0, wrong.indexOf('=')) + "\"");
        }
    }

    @Test
    void recordThatCannotBeStoredDoesNotHoldUpTheOthers() throws Exception {
        MacAddress mac = machines.freshMac();
        var far = new BootProgress(
                UUID.randomUUID(),
                UUID.randomUUID(),
                mac,
                BootStep.KERNEL,
                Outcome.OK,
                Instant.parse("+300000-01-01T00:00:00Z"),
                0,
                "",
                "");
        for (byte[] value : List.of(
                mapper.writeValueAsBytes(progress(mac, BootStep.DHCP_LEASE, Outcome.OK)),
                mapper.writeValueAsBytes(far),
                "not json".getBytes(UTF_8),
                mapper.writeValueAsBytes(progress(mac, BootStep.LOADER, Outcome.OK)))) {
            send(value, mac);
        }
        await("the others are stored")
                .until(() -> types(query("mac_address", mac.value())).size() == 2);
        try (var dead = TopicReader.of(Topics.dead(Topics.BOOT_PROGRESS))) {
            assertThat(dead.values(mac.value(), 2)).containsExactly(mapper.writeValueAsString(far), "not json");
        }
    }

    @Test
    void aClusterSpeaksOfItselfToAdministrators() throws Exception {
        var cluster = UUID.randomUUID();
        var full = new BootProgress(
                UUID.randomUUID(),
                cluster,
                null,
                BootStep.CLUSTER_DISK,
                Outcome.FAILED,
                Instant.now(),
                0,
                "",
                "/data has 3 MiB free " + cluster);
        records.store(List.of(mapper.writeValueAsBytes(full)));
        assertThat(descriptions(Clients.oauth(Clients.adminKey())))
                .contains("Cluster's disk failed: /data has 3 MiB free " + cluster);
        assertThat(descriptions(machines.authorization())).noneMatch(text -> text.contains(cluster.toString()));
        var nobody = new BootProgress(
                UUID.randomUUID(), cluster, null, BootStep.KERNEL, Outcome.OK, Instant.now(), 0, "", "");
        assertThatThrownBy(() -> records.store(List.of(mapper.writeValueAsBytes(nobody))))
                .hasMessageContaining("no mac");
    }

    private static List<String> descriptions(String authorization) {
        return given().header("Authorization", authorization)
                .get("/MAAS/api/1.0/events/?op=query&limit=1000")
                .jsonPath()
                .getList("events.description");
    }

    private void store(BootProgress... steps) throws IOException {
        for (BootProgress step : steps) {
            records.store(List.of(mapper.writeValueAsBytes(step)));
        }
    }

    private void send(byte[] value, MacAddress mac) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) brokers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.BOOT_PROGRESS, mac.value(), value))
                    .get();
        }
    }

    private JsonNode query(String... namesAndValues) throws IOException {
        var uri = new StringBuilder("/MAAS/api/1.0/events/?op=query");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            uri.append('&').append(namesAndValues[i]).append('=').append(namesAndValues[i + 1]);
        }
        return get(uri.toString());
    }

    private JsonNode get(String uri) throws IOException {
        var answer = given().header("Authorization", Clients.oauth(Clients.adminKey()))
                .urlEncodingEnabled(false)
                .get(uri);
        assertThat(answer.statusCode()).isEqualTo(200);
        return mapper.readTree(answer.body().asString());
    }

    private static List<String> types(JsonNode answer) {
        return answer.get("events").findValuesAsText("type");
    }

    private static BootProgress progress(MacAddress mac, BootStep step, Outcome outcome) {
        return new BootProgress(
                UUID.randomUUID(),
                UUID.randomUUID(),
                mac,
                step,
                outcome,
                Instant.parse("2026-11-23T07:05:09.123Z"),
                3,
                "10.0.0.101",
                "x");
    }

    /// A client of the stream.
    private final class Sse implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final BufferedReader lines;

        Sse(String query, String lastEventId) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create(events + "?op=stream" + query))
                    .header("Authorization", Clients.oauth(Clients.adminKey()))
                    .timeout(Duration.ofSeconds(10));
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
            lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        }

        JsonNode next() throws IOException {
            while (true) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    return mapper.readTree(line.substring("data: ".length()));
                }
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
            client.shutdownNow();
        }
    }
}
