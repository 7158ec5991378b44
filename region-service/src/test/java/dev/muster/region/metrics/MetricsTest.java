package dev.muster.region.metrics;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static dev.muster.testing.Await.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class MetricsTest {
    @Test
    void nodesAreCountedByStateAndByMove() throws Exception {
        double broken = value("muster_node_moves_total{from=\"new\",to=\"broken\"}");
        String node = enlistment(mac())
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        admin().post(API + "nodes/" + node + "/?op=mark_broken").then().statusCode(200);

        assertThat(value("muster_node_moves_total{from=\"new\",to=\"broken\"}")).isEqualTo(broken + 1);
        await("broken nodes are counted").until(() -> value("muster_nodes{status=\"broken\"}") >= 1);
        assertThat(lines()).anyMatch(line -> line.startsWith("muster_outbox_rows "));
    }

    @Test
    void everyMetricOfOursSaysWhatItIs() {
        List<String> helps = lines().stream()
                .filter(line -> line.startsWith("# HELP muster_"))
                .toList();

        assertThat(helps).isNotEmpty().allMatch(line -> line.split(" ", 4)[3].length() > 10);
    }

    private static double value(String series) {
        return lines().stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static List<String> lines() {
        return given().get("/q/metrics").asString().lines().toList();
    }
}
