package dev.muster.region.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.node.NodeChanged;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class PxeConfigTest {
    @Inject
    KnownMachines machines;

    @Inject
    Event<NodeChanged> changes;

    @Test
    void unknownMacWithoutArchitectureIsLeftToTheDefault() {
        ask(Map.of("local", "10.0.0.1", "mac", machines.freshMac().hyphenated()))
                .then()
                .statusCode(204);
    }

    @Test
    void unknownMachineEnlists() throws IOException {
        var cluster = machines.cluster();
        var answer = ask(Map.of("local", "10.0.0.1", "arch", "i386", "cluster_uuid", cluster.uuid()));
        assertJson(answer, """
                {"osystem": "debian", "arch": "i386", "subarch": "generic", "release": "bookworm", "label": "release",
                 "purpose": "commissioning", "hostname": "maas-enlist", "domain": "local",
                 "preseed_url": "http://10.0.0.1:5248/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed",
                 "log_host": "10.0.0.1", "fs_host": "10.0.0.1", "extra_opts": ""}
                """);
    }

    @Test
    void machineThatSaysNothingEnlistsWithTheDefaultArchitecture() {
        var answer = ask(Map.of("local", "10.0.0.1"));
        assertThat(answer.jsonPath().getString("arch")).isEqualTo("amd64");
        assertThat(answer.jsonPath().getString("purpose")).isEqualTo("commissioning");
    }

    @Test
    void unknownClusterGetsTheRegionsOwnUrl() {
        var answer = ask(Map.of("local", "10.0.0.1", "cluster_uuid", UUID.randomUUID()));
        assertThat(answer.jsonPath().getString("preseed_url"))
                .isEqualTo("http://localhost:5240/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed");
    }

    @Test
    void knownIdleMachineIsSwitchedOff() throws IOException {
        var cluster = machines.cluster();
        MacAddress mac = machines.freshMac();
        String name = "n" + mac.value().replace(":", "");
        String systemId = machines.node(name + ".example.org", NodeStatus.NEW, mac, cluster);
        var answer = ask(Map.of(
                "local", "10.0.0.1", "mac", mac.hyphenated(), "remote", "10.0.0.101", "cluster_uuid", cluster.uuid()));
        assertJson(answer, """
                {"osystem": "debian", "arch": "amd64", "subarch": "generic", "release": "bookworm", "label": "release",
                 "purpose": "poweroff", "hostname": "%s", "domain": "zone7",
                 "preseed_url": "http://10.0.0.1:5248/MAAS/metadata/latest/by-id/%s/?op=get_preseed",
                 "log_host": "10.0.0.1", "fs_host": "10.0.0.1", "extra_opts": ""}
                """.formatted(name, systemId));
        assertThat(machines.text("select pxe_mac from nodes where system_id = ?", systemId))
                .isEqualTo(mac.value());
        assertThat(machines.texts("select type || ' ' || description from node_events where mac = ?", mac.value()))
                .containsExactly("NODE_PXE_REQUEST power off");
    }

    @Test
    void missingLocalIsNamed() {
        var answer = ask(Map.of("arch", "amd64"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().asString()).isEqualTo("No provided local!");
    }

    @Test
    void garbageIsNamed() {
        for (String name : new String[] {"mac", "arch", "cluster_uuid"}) {
            var answer = ask(Map.of("local", "10.0.0.1", name, "../x y"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body().asString()).startsWith("Invalid " + name);
        }
        assertThat(ask(Map.of("local", "$(reboot)")).body().asString()).startsWith("Invalid local");
    }

    @Test
    void changedNodeReachesTheClustersCaches() throws IOException {
        var cluster = machines.cluster();
        machines.subnet(cluster, "10.0.0.1");
        MacAddress mac = machines.freshMac();
        String systemId = machines.node("c" + mac.value().replace(":", ""), NodeStatus.DEPLOYED, mac, cluster);
        String published = QuarkusTransaction.requiringNew().call(() -> {
            changes.fire(new NodeChanged(systemId));
            // within the transaction: the relay empties the table
            return machines.text(
                    "select payload from outbox where topic = ? and key = ?", Topics.BOOT_ANSWER, mac.value());
        });
        var json = new ObjectMapper().readTree(published);
        assertThat(json.at("/system_id").asText()).isEqualTo(systemId);
        assertThat(json.at("/answer/purpose").asText()).isEqualTo("local");
        assertThat(json.at("/answer/fs_host").asText()).isEqualTo("10.0.0.1");
    }

    private static Response ask(Map<String, ?> query) {
        return given().queryParams(query).get("/MAAS/api/1.0/pxeconfig/");
    }

    private static void assertJson(Response answer, String expected) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        var mapper = new ObjectMapper();
        assertThat(mapper.readTree(answer.body().asString())).isEqualTo(mapper.readTree(expected));
    }
}
