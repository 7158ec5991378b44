package dev.muster.region.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.Clients;
import dev.muster.region.RegionTestResource;
import dev.muster.region.node.NodeChanged;
import dev.muster.region.node.NodeColumns;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
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
        var query = Map.of(
                "local", "10.0.0.1", "mac", mac.hyphenated(), "remote", "10.0.0.101", "cluster_uuid", cluster.uuid());
        var answer = asking(cluster, mac, query);
        assertJson(answer, """
                {"osystem": "debian", "arch": "amd64", "subarch": "generic", "release": "bookworm", "label": "release",
                 "purpose": "poweroff", "hostname": "%s", "domain": "zone7",
                 "preseed_url": "http://10.0.0.1:5248/MAAS/metadata/latest/by-id/%s/?op=get_preseed",
                 "log_host": "10.0.0.1", "fs_host": "10.0.0.1", "extra_opts": ""}
                """.formatted(name, systemId));
        assertThat(machines.text(NodeColumns.read("pxe_mac"), systemId)).isEqualTo(mac.value());
        assertThat(machines.texts("select type || ' ' || description from node_events where mac = ?", mac.value()))
                .containsExactly("NODE_PXE_REQUEST power off");
    }

    /// The cluster that attests a machine is its cluster.
    @Test
    void machineThatBootsInAnotherRackIsServedThere() {
        var first = machines.cluster();
        machines.subnet(first, "10.0.0.1");
        var second = machines.cluster();
        MacAddress mac = machines.freshMac();
        String systemId = machines.node("n" + mac.value().replace(":", ""), NodeStatus.READY, mac, first);
        machines.update(
                "insert into sticky_addresses (mac, address, subnet_id) select ?, ?, s.id from subnets s"
                        + " join clusters c on c.id = s.cluster_id where c.uuid = ?",
                mac.value(),
                "10.0.0." + (2 + mac.bits() % 250),
                first.uuid());
        var query = Map.of("local", "10.0.0.1", "mac", mac.hyphenated(), "cluster_uuid", second.uuid());

        // who has its MAC address in another rack does not take it from its own
        machines.update(
                "insert into leases (cluster, address, mac, expires) values (?, '10.0.0.9', ?, now() + interval '1 hour')",
                first.uuid(),
                mac.value());
        assertThat(askingFrom("10.8.0.7", second, mac, query).statusCode()).isEqualTo(200);
        assertThat(clusterOf(systemId)).isEqualTo(first.uuid().toString());
        assertThat(changes(mac))
                .containsExactly("Booted at 10.8.0.7 of cluster " + second.uuid()
                        + ", and stays with its own: its lease there runs");
        machines.update("update leases set expires = now() where mac = ?", mac.value());
        machines.update("update nodes set status = 6 where system_id = ?", systemId);
        assertThat(askingFrom("10.8.0.7", second, mac, query).statusCode()).isEqualTo(200);
        assertThat(clusterOf(systemId)).isEqualTo(first.uuid().toString());
        machines.update("update nodes set status = 4 where system_id = ?", systemId);
        machines.update("delete from node_events where mac = ?", mac.value());

        // a card that is only seen, not leased to, moves nothing either
        assertThat(given().header(ClusterHeaders.CLUSTER, second.header())
                        .header(ClusterHeaders.NEIGHBOUR_MAC, mac.value())
                        .header(ClusterHeaders.NODE_ADDRESS, "10.8.0.7")
                        .queryParams(query)
                        .get("/MAAS/api/1.0/pxeconfig/")
                        .statusCode())
                .isEqualTo(200);
        assertThat(clusterOf(systemId)).isEqualTo(first.uuid().toString());

        assertThat(askingFrom("10.8.0.7", second, mac, query).statusCode()).isEqualTo(200);
        assertThat(clusterOf(systemId)).isEqualTo(second.uuid().toString());
        assertThat(changes(mac))
                .singleElement()
                .asString()
                .startsWith("Booted at 10.8.0.7 of cluster " + second.uuid() + ", which serves it now, not "
                        + first.uuid() + ", which had 10.0.0.");
        assertThat(machines.texts("select address from sticky_addresses where mac = ?", mac.value()))
                .isEmpty();
        assertThat(listed(second)).containsExactly(systemId);
        assertThat(listed(first)).isEmpty();
        Clients.admin()
                .get("/MAAS/api/1.0/nodes/" + systemId + "/")
                .then()
                .statusCode(200)
                .body("nodegroup", is(second.uuid().toString()));
    }

    private List<String> changes(MacAddress mac) {
        return machines.texts(
                "select description from node_events where mac = ? and type = 'NODE_CLUSTER_CHANGED' order by id",
                mac.value());
    }

    private String clusterOf(String systemId) {
        return machines.text(
                "select c.uuid::text from clusters c join nodes n on n.cluster_id = c.id where n.system_id = ?",
                systemId);
    }

    private static List<String> listed(KnownMachines.Cluster cluster) {
        return Clients.admin()
                .get("/MAAS/api/1.0/nodegroups/" + cluster.uuid() + "/?op=list_nodes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$", String.class);
    }

    private static Response askingFrom(
            String address, KnownMachines.Cluster cluster, MacAddress mac, Map<String, ?> query) {
        return given().header(ClusterHeaders.CLUSTER, cluster.header())
                .header(ClusterHeaders.NODE_MAC, mac.value())
                .header(ClusterHeaders.NODE_ADDRESS, address)
                .queryParams(query)
                .get("/MAAS/api/1.0/pxeconfig/");
    }

    @Test
    void whatNoClusterSawChangesNothing() {
        var cluster = machines.cluster();
        MacAddress mac = machines.freshMac();
        MacAddress other = machines.freshMac();
        machines.node("n" + mac.value().replace(":", ""), NodeStatus.NEW, mac, cluster);
        var query = Map.of("local", "10.0.0.1", "mac", mac.hyphenated(), "cluster_uuid", cluster.uuid());
        assertThat(ask(query).statusCode()).isEqualTo(200);
        assertThat(given().header(ClusterHeaders.NODE_MAC, mac.value())
                        .queryParams(query)
                        .get("/MAAS/api/1.0/pxeconfig/")
                        .statusCode())
                .isEqualTo(200);
        assertThat(asking(cluster, other, query).statusCode()).isEqualTo(200);
        assertThat(machines.texts(
                        "select n.hostname from node_details n join mac_addresses m on m.node_id = n.id"
                                + " where m.mac = ? and n.pxe_mac is null and n.boot_asked is null",
                        mac.value()))
                .hasSize(1);
        assertThat(machines.texts("select type from node_events where mac = ?", mac.value()))
                .isEmpty();
    }

    @Test
    void whoAsksOnAndOnWithoutCredentialsHasToWait() throws Exception {
        var cluster = machines.cluster();
        try (var stranger = callingFrom("127.0.0.77");
                var other = callingFrom("127.0.0.78")) {
            int calls = 0;
            HttpResponse<String> response;
            do {
                response = stranger.send(pxeconfig().build(), HttpResponse.BodyHandlers.ofString());
            } while (response.statusCode() == 200 && ++calls < 10_000);
            assertThat(calls).isGreaterThanOrEqualTo(600);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValueAsLong("Retry-After")).hasValue(1);
            assertThat(other.send(pxeconfig().build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            var ofCluster =
                    pxeconfig().header(ClusterHeaders.CLUSTER, cluster.header()).build();
            assertThat(stranger.send(ofCluster, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpClient callingFrom(String address) throws IOException {
        return HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .build();
    }

    private static HttpRequest.Builder pxeconfig() {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + RestAssured.port + "/MAAS/api/1.0/pxeconfig/?local=10.0.0.1"));
    }

    /// A lease may be gone, or another cluster's: that it is this card which asks is seen all the same.
    @Test
    void aMachineHasBootedIfTheKernelOfItsClusterSawItAsk() {
        var cluster = machines.cluster();
        MacAddress mac = machines.freshMac();
        String systemId = machines.node("k" + mac.value().replace(":", ""), NodeStatus.NEW, mac, cluster);
        given().header(ClusterHeaders.CLUSTER, cluster.header())
                .header(ClusterHeaders.NEIGHBOUR_MAC, mac.value())
                .queryParams(Map.of("local", "10.0.0.1", "mac", mac.hyphenated()))
                .get("/MAAS/api/1.0/pxeconfig/")
                .then()
                .statusCode(200);
        assertThat(machines.text(NodeColumns.read("pxe_mac"), systemId)).isEqualTo(mac.value());
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

    private static Response asking(KnownMachines.Cluster cluster, MacAddress seen, Map<String, ?> query) {
        return given().header(ClusterHeaders.CLUSTER, cluster.header())
                .header(ClusterHeaders.NODE_MAC, seen.value())
                .queryParams(query)
                .get("/MAAS/api/1.0/pxeconfig/");
    }

    private static void assertJson(Response answer, String expected) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        var mapper = new ObjectMapper();
        assertThat(mapper.readTree(answer.body().asString())).isEqualTo(mapper.readTree(expected));
    }
}
