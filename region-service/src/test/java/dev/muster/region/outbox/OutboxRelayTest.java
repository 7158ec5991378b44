package dev.muster.region.outbox;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.muster.model.event.Topics;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class OutboxRelayTest {
    @Inject
    Outbox outbox;

    @Test
    void recordsOfAKeyArriveInTheirOrder() {
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 50; i++) {
            int number = i;
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(Topics.NODE_EVENT, key, number));
        }
        try (var topic = TopicReader.of(Topics.NODE_EVENT)) {
            assertThat(topic.values(key, 50).stream().distinct())
                    .isEqualTo(
                            IntStream.range(0, 50).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void whatIsRolledBackIsNotPublished() {
        String key = UUID.randomUUID().toString();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.publish(Topics.NODE_EVENT, key, "never");
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(Topics.NODE_EVENT, key, "after"));
        try (var topic = TopicReader.of(Topics.NODE_EVENT)) {
            assertThat(topic.values(key, 1)).isEqualTo(List.of("\"after\""));
        }
    }

    @Test
    void aDeletedNodesBootAnswersGetTombstones() {
        String mac = mac();
        String id = enlistment(mac)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        admin().delete(API + "nodes/" + id + "/").then().statusCode(204);
        try (var topic = TopicReader.of(Topics.BOOT_ANSWER)) {
            assertThat(topic.values(mac, 1)).endsWith("null");
        }
    }

    @Test
    void healthNamesDatabaseAndKafka() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("Kafka outbox"))
                .body("checks.name", hasItem(containsString("Database")))
                .body("status", is("UP"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/MAAS/api/1.0/nodes"));
    }
}
