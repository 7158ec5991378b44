package dev.muster.region.outbox;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.muster.model.event.Topics;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TestServers;
import dev.muster.region.TopicReader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A region that cannot reach Kafka, beside a replica that can.
@QuarkusTest
@TestProfile(KafkaAwayTest.NoKafka.class)
class KafkaAwayTest {
    /// Nothing listens on the port.
    public static final class NoKafka implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "muster.outbox.delivery-timeout", "1s",
                    "muster.outbox.retry", "3s");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(RegionTestResource.class, Map.of(RegionTestResource.KAFKA, "localhost:1")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Inject
    OutboxTable table;

    @Inject
    OutboxConfig config;

    @Test
    void machinesEnlistAndTheirEventsArriveWhenKafkaIsBack() throws Exception {
        String id = enlistment(mac())
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        given().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        try (var connection = table.connection()) {
            assertThat(table.oldest(connection, 10_000))
                    .anyMatch(row -> row.key().equals(id));
        }
        Map<String, Object> kafka = Map.of("bootstrap.servers", TestServers.bootstrapServers());
        var replica = new OutboxRelay(table, new TopicSetup(kafka, config), new RecordSender(kafka, config), config);
        replica.start(new StartupEvent());
        try (var topic = TopicReader.of(Topics.NODE_EVENT)) {
            assertThat(topic.values(id, 1).getFirst()).contains("NODE_ENLISTED");
        } finally {
            replica.stop(new ShutdownEvent());
        }
    }
}
