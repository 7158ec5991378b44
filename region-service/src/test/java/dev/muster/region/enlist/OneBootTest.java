package dev.muster.region.enlist;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.oauth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// A cluster whose machines go on from their enlistment to their commissioning.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class OneBootTest {
    @Inject
    KnownMachines machines;

    private KnownMachines.Cluster cluster;
    private MacAddress mac;

    @BeforeEach
    void aClusterAndAMachine() {
        cluster = machines.cluster();
        mac = machines.freshMac();
    }

    private void oneBoot(String wanted) {
        form(admin())
                .formParam("one_boot", wanted)
                .put(API + "nodegroups/" + cluster.uuid() + "/")
                .then()
                .statusCode(200)
                .body("one_boot", is(wanted.equals("1")));
    }

    /// By way of its cluster, which attests the card.
    private RequestSpecification attested(MacAddress card) {
        return RestAssured.given()
                .headers(
                        ClusterHeaders.CLUSTER,
                        cluster.header(),
                        ClusterHeaders.NODE_MAC,
                        card.value(),
                        ClusterHeaders.BASE_URL,
                        "http://10.0.0.1:5248/MAAS");
    }

    private JsonPath enlist(MacAddress asking) {
        return enlistment(attested(asking), mac.value())
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String column(JsonPath node, String column) {
        return machines.text(NodeColumns.read(column), node.getString("system_id"));
    }

    @Test
    void itIsOffUntilItIsAskedFor() {
        assertThat(enlist(mac).getInt("substatus")).isEqualTo(NodeStatus.NEW.number());
    }

    @Test
    void theMachineIsCommissionedWithoutBeingSwitchedOn() {
        oneBoot("1");
        JsonPath node = enlist(mac);

        assertThat(node.getInt("substatus")).isEqualTo(NodeStatus.COMMISSIONING.number());
        assertThat(column(node, "status_expires")).isNotEmpty();
        assertThat(machines.texts(
                        "select c.action from power_commands c join nodes n on n.id = c.node_id where n.system_id = ?",
                        node.getString("system_id")))
                .isEmpty();
        assertThat(machines.texts(
                        "select e.type from node_events e join nodes n on n.id = e.node_id where n.system_id = ?",
                        node.getString("system_id")))
                .doesNotContain("NODE_POWER_BY_HAND");
    }

    @Test
    void theRunningMachineGetsItsKeyItsProgramAndItsEnd() {
        oneBoot("1");
        String systemId = enlist(mac).getString("system_id");

        Map<String, Map<String, Map<String, String>>> preseed = new Yaml()
                .load(attested(mac)
                        .get("/MAAS/metadata/latest/by-id/" + systemId + "/?op=get_preseed")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        var source = preseed.get("datasource").get("MAAS");
        String key = source.get("consumer_key") + ":" + source.get("token_key") + ":" + source.get("token_secret");
        assertThat(source.get("metadata_url")).isEqualTo("http://10.0.0.1:5248/MAAS/metadata/");

        assertThat(attested(mac)
                        .header("Authorization", oauth(key))
                        .get("/MAAS/metadata/2012-03-01/user-data")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .startsWith("MIME-Version: 1.0\n")
                .contains("muster-commission");

        machines.update(
                "update node_hardware set cpu_count = 2, memory = 2048, storage = 20000"
                        + " where node_id = (select id from nodes where system_id = ?)",
                systemId);
        form(attested(mac).header("Authorization", oauth(key)))
                .formParam("op", "signal")
                .formParam("status", "OK")
                .formParam("error", "finished [8/8]")
                .post("/MAAS/metadata/2012-03-01/")
                .then()
                .statusCode(200);
        admin().get(API + "nodes/" + systemId + "/").then().body("substatus", is(NodeStatus.READY.number()));
    }

    /// What runs on its machine may be a user's.
    @Test
    void aNodeThatWasEverInAnotherStateIsNotCommissionedByItsEnlistment() {
        oneBoot("1");
        JsonPath node = enlist(mac);
        String id = node.getString("system_id");
        form(admin())
                .formParam("op", "abort_operation")
                .post(API + "nodes/" + id + "/")
                .then()
                .statusCode(200);
        assertThat(column(node, "status")).isEqualTo("0");

        JsonPath again = enlist(mac);
        assertThat(again.getString("system_id")).isEqualTo(id);
        assertThat(again.getInt("substatus")).isEqualTo(NodeStatus.NEW.number());
    }

    /// The first answer may have been lost.
    @Test
    void aMachineThatEnlistsAgainIsToldToGoOnAgain() {
        oneBoot("1");
        JsonPath first = enlist(mac);
        JsonPath again = enlist(mac);
        assertThat(again.getString("system_id")).isEqualTo(first.getString("system_id"));
        assertThat(again.getInt("substatus")).isEqualTo(NodeStatus.COMMISSIONING.number());
    }

    @Test
    void itIsSwitchedOffAgain() {
        oneBoot("1");
        oneBoot("0");
        assertThat(enlist(mac).getInt("substatus")).isEqualTo(NodeStatus.NEW.number());
    }
}
