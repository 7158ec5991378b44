package dev.muster.region.metadata;

import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.oauth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class NodeMetadataTest {
    private static final String BASE = "http://10.0.0.1:5248/MAAS";

    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    private Machine machine(NodeStatus status) {
        return fresh.in(status);
    }

    @Test
    void theTreeIsAsCloudInitWalksIt() {
        Machine machine = machine(NodeStatus.COMMISSIONING).own(List.of("ssh-rsa AAAA a@b", "ssh-ed25519 BBBB"));
        assertText(machine.get("/"), "2012-03-01\nlatest");
        assertText(machine.get("//2012-03-01/"), "maas-commissioning-scripts\nmeta-data\nuser-data");
        assertText(machine.get("//2012-03-01/meta-data/"), "instance-id\nlocal-hostname\npublic-keys\nx509");
        assertText(machine.get("//2012-03-01/meta-data/instance-id"), machine.systemId);
        assertText(machine.get("/curtin/latest//meta-data/local-hostname"), machine.hostname);
        assertText(machine.get("/latest/meta-data/public-keys"), "ssh-rsa AAAA a@b\nssh-ed25519 BBBB");
        assertText(machine.get("/latest/meta-data/x509"), "");
        assertThat(machine.get("/2012-03-01/meta-data/vendor-data").statusCode())
                .isEqualTo(404);
        assertThat(machine.get("/2012-03-01/anything").statusCode()).isEqualTo(404);
        assertThat(machine.get("/2011-01-01/").statusCode()).isEqualTo(404);
    }

    @Test
    void keysOfNobodyAreNotThere() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        assertThat(machine.get("/latest/meta-data/public-keys").statusCode()).isEqualTo(404);
        assertText(machine.get("/latest/meta-data/"), "instance-id\nlocal-hostname\nx509");
    }

    @Test
    void theTreeIsForTheMachineItselfOnly() {
        String path = "/MAAS/metadata/latest/meta-data/instance-id";
        assertThat(anonymous().get(path).statusCode()).isEqualTo(401);
        assertThat(anonymous().get(path).header("Date")).isNotEmpty();
        assertThat(admin().get(path).statusCode()).isEqualTo(403);
        assertThat(anonymous().header("Authorization", oauth("a:b:c")).get(path).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aMachinesKeyOpensNothingElse() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        for (String path : List.of(
                "/MAAS/api/1.0/nodes/?op=list",
                "/MAAS/api/1.0/version/",
                "/MAAS/api/1.0/nodes/" + machine.systemId + "/",
                "/MAAS/api/1.0/events/?op=stream")) {
            assertThat(machine.signed(machine.key()).get(path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(machine.signed(machine.key()).get("/MAAS/api/1.0/describe/").asString())
                .isEqualTo("Forbidden: a machine's key opens its own metadata only.");
        Machine other = machine(NodeStatus.COMMISSIONING);
        assertThat(machine.signed(machine.key())
                        .body("{\"name\":\"x\",\"event_type\":\"start\"}")
                        .post("/MAAS/metadata/status/" + other.systemId)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aKeyIsMadeForEachPieceOfWorkAndDiesWithIt() {
        Machine machine = machine(NodeStatus.READY);
        machine.move(NodeStatus.COMMISSIONING);
        String first = machine.key();
        assertThat(status(machine, first)).isEqualTo(200);
        assertThat(machine.key()).isEqualTo(first);

        machine.move(NodeStatus.READY, NodeStatus.ALLOCATED);
        assertThat(status(machine, first)).isEqualTo(401);

        machine.move(NodeStatus.DEPLOYING);
        String second = machine.key();
        assertThat(second).isNotEqualTo(first);
        machine.move(NodeStatus.DEPLOYED);
        assertThat(status(machine, second)).isEqualTo(200);
        machine.move(NodeStatus.RELEASING);
        assertThat(status(machine, second)).isEqualTo(401);
        assertThat(machines.text(
                        "select count(*)::text from node_keys where node_id = (select id from nodes where system_id = ?)",
                        machine.systemId))
                .isEqualTo("0");
    }

    /// Consumer and token are in the log of every proxy; the secret is what counts.
    @Test
    void aKeyCountsWithItsOwnSecretOnly() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        Machine other = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        String[] own = machine.key().split(":");
        String[] others = other.key().split(":");
        assertThat(status(machine, String.join(":", own))).isEqualTo(200);
        assertThat(status(machine, own[0] + ":" + own[1] + ":" + others[2])).isEqualTo(401);
        assertThat(status(machine, own[0] + ":" + own[1] + ":" + own[2] + "x")).isEqualTo(401);
        assertThat(status(machine, others[0] + ":" + own[1] + ":" + own[2])).isEqualTo(401);
    }

    /// Where the sealing key was lost.
    @Test
    void aKeyThatDoesNotOpenIsReplaced() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        String lost = machine.key();
        machines.update(
                "update node_keys set sealed_secret = decode(repeat('01', 60), 'hex') where node_id ="
                        + " (select id from nodes where system_id = ?)",
                machine.systemId);
        String key = machine.key();
        assertThat(key).isNotEqualTo(lost);
        assertThat(status(machine, key)).isEqualTo(200);
        assertThat(status(machine, lost)).isEqualTo(401);
    }

    @Test
    void lastWordsMayBeRepeatedForAWhile() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        String key = machine.key();
        Multipart words = Multipart.signal("OK", "finished [1/1]");
        assertText(machine.signal(key, words), "OK");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.READY);
        assertText(machine.signal(key, words), "OK");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.READY);
        machines.update(
                "update node_keys set expires = now() where node_id = (select id from nodes where system_id = ?)",
                machine.systemId);
        assertThat(machine.signal(key, words).statusCode()).isEqualTo(401);
    }

    @Test
    void noSecretOfAMachineIsInTheDatabase() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        String secret = machine.key().split(":")[2];
        assertThat(machines.text(
                        "select node_keys::text || encode(sealed_secret, 'escape') from node_keys where node_id ="
                                + " (select id from nodes where system_id = ?)",
                        machine.systemId))
                .isNotEmpty()
                .doesNotContain(secret);
    }

    @Test
    void userDataFollowsTheState() {
        Machine machine = machine(NodeStatus.NEW);
        assertThat(userData(machine, "/latest")).contains("mode: poweroff");
        machine.move(NodeStatus.COMMISSIONING);
        assertThat(userData(machine, "/latest")).isNotEmpty();
        machine.move(NodeStatus.READY, NodeStatus.ALLOCATED);
        assertThat(userData(machine, "/latest")).contains("mode: poweroff");
    }

    @Test
    void theInstalledSystemThatAsksIsDeployed() {
        Machine machine = machine(NodeStatus.ALLOCATED)
                .set("user_data", "#!/bin/sh\n\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                .move(NodeStatus.DEPLOYING);
        assertThat(machine.get("/curtin/2012-03-01/user-data").statusCode()).isEqualTo(200);
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYING);
        assertText(
                machine.signed(machine.key())
                        .contentType("application/x-www-form-urlencoded")
                        .formParam("op", "netboot_off")
                        .post("/MAAS/metadata/latest/"),
                "OK");
        assertThat(machine.node().netboot()).isFalse();

        Response own = machine.get("/2012-03-01/user-data");
        assertThat(own.contentType()).isEqualTo("application/octet-stream");
        assertThat(own.body().asByteArray()).isEqualTo("#!/bin/sh\n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYED);
        assertThat(machine.get("/2012-03-01/user-data").statusCode()).isEqualTo(200);
        assertThat(userData(machine, "/curtin/latest")).contains("mode: poweroff");
    }

    @Test
    void aSystemWithoutUserDataIsDeployedAllTheSame() {
        Machine machine =
                machine(NodeStatus.ALLOCATED).move(NodeStatus.DEPLOYING).set("netboot", false);
        assertThat(machine.get("//2012-03-01/user-data").statusCode()).isEqualTo(404);
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYED);
        assertThat(machine.get("//2012-03-01/user-data").statusCode()).isEqualTo(404);
    }

    @Test
    void thePreseedLeadsToTheTreeOfTheWorkAtHand() {
        Machine machine =
                machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING).booted();
        Map<String, Object> preseed = preseed(machine);
        String[] key = machine.key().split(":");
        assertThat(preseed.get("datasource"))
                .isEqualTo(Map.of(
                        "MAAS",
                        Map.of(
                                "metadata_url",
                                BASE + "/metadata/",
                                "consumer_key",
                                key[0],
                                "token_key",
                                key[1],
                                "token_secret",
                                key[2],
                                "timeout",
                                50,
                                "max_wait",
                                120)));
        assertThat(preseed.get("reporting"))
                .isEqualTo(Map.of(
                        "maas",
                        Map.of(
                                "type", "webhook",
                                "endpoint", BASE + "/metadata/status/" + machine.systemId,
                                "consumer_key", key[0],
                                "token_key", key[1],
                                "token_secret", key[2])));
        machine.move(NodeStatus.READY, NodeStatus.ALLOCATED, NodeStatus.DEPLOYING)
                .booted();
        assertThat(preseed(machine).get("datasource").toString()).contains("=" + BASE + "/metadata/curtin,");
        machine.set("netboot", false);
        assertThat(preseed(machine)).as("its key is on its disk").doesNotContainKey("datasource");
    }

    @Test
    void nobodyIsDeployedWhileTheInstallerIsAtWork() {
        Machine machine = machine(NodeStatus.ALLOCATED)
                .set("user_data", "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII))
                .move(NodeStatus.DEPLOYING);
        assertThat(userData(machine, "/latest")).contains("mode: poweroff");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYING);
    }

    @Test
    void aStrangerIsRefusedAndTheTimelineTells() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        MacAddress stranger = machines.freshMac();
        for (int i = 0; i < 3; i++) {
            byId(machine, stranger).get().then().statusCode(403);
        }
        assertThat(machine.events("NODE_PRESEED_REFUSED"))
                .containsExactly("Refused the preseed to " + stranger + " at 10.0.0.66: not this node");
        assertThat(anonymous()
                        .get("/MAAS/metadata/latest/by-id/" + machine.systemId + "/?op=get_preseed")
                        .statusCode())
                .isEqualTo(403);
        assertThat(anonymous()
                        .get("/MAAS/metadata/latest/by-mac/" + machine.mac + "/user-data")
                        .statusCode())
                .isEqualTo(403);
        assertThat(machine.events("NODE_PRESEED_REFUSED"))
                .as("who calls without a cluster writes nothing")
                .hasSize(1);
    }

    @Test
    void theInstallerWithoutAKeyTurnsNetbootOffForItselfOnly() {
        Machine machine =
                machine(NodeStatus.ALLOCATED).move(NodeStatus.DEPLOYING).booted();
        String path = "/MAAS/metadata/latest/by-id/" + machine.systemId + "/";
        // as wget --post-data does
        var wget = anonymous()
                .headers(ClusterHeaders.CLUSTER, machine.cluster.header(), ClusterHeaders.NODE_MAC, machine.mac.value())
                .contentType("application/x-www-form-urlencoded")
                .body("op=netboot_off");
        anonymous()
                .contentType("application/x-www-form-urlencoded")
                .body("op=netboot_off")
                .post(path)
                .then()
                .statusCode(403);
        assertThat(machine.node().netboot()).isTrue();
        assertText(wget.post(path), "OK");
        assertThat(machine.node().netboot()).isFalse();
        assertText(wget.post(path), "OK");
    }

    private static io.restassured.specification.RequestSpecification byId(Machine machine, MacAddress asking) {
        return anonymous()
                .basePath("/MAAS/metadata/latest/by-id/" + machine.systemId + "/")
                .queryParam("op", "get_preseed")
                .headers(
                        ClusterHeaders.CLUSTER,
                        machine.cluster.header(),
                        ClusterHeaders.NODE_MAC,
                        asking.value(),
                        ClusterHeaders.NODE_ADDRESS,
                        "10.0.0.66",
                        ClusterHeaders.BASE_URL,
                        BASE);
    }

    private static Map<String, Object> preseed(Machine machine) {
        Response answer = byId(machine, machine.mac).get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().asString()).startsWith("#cloud-config\n");
        return new Yaml().load(answer.body().asString());
    }

    private static String userData(Machine machine, String tree) {
        Response answer = machine.get(tree + "/user-data");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().asString();
    }

    private static int status(Machine machine, String key) {
        return machine.signed(key)
                .get("/MAAS/metadata/latest/meta-data/instance-id")
                .statusCode();
    }

    private static void assertText(Response answer, String expected) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.body().asString()).isEqualTo(expected);
    }
}
