package dev.muster.region.metadata;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The distribution's installer and curtin, each doing to the region what its document tells it.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class OtherInstallersTest {
    @Inject
    Machines fresh;

    @BeforeEach
    void anArchive() {
        archive("http://archive.example.com/debian");
    }

    @AfterEach
    void noArchive() {
        archive("");
    }

    private static void archive(String url) {
        admin().formParam("name", "main_archive")
                .formParam("value", url)
                .post(API + "maas/?op=set_config")
                .then()
                .statusCode(200);
    }

    private Machine deploying(String osystem, String bootType) {
        return fresh.in(NodeStatus.ALLOCATED)
                .set("osystem", osystem)
                .set("distro_series", "one")
                .set("boot_type", bootType)
                .move(NodeStatus.DEPLOYING)
                .booted();
    }

    /// Through its cluster, which is the region itself here.
    private static RequestSpecification attested(Machine machine) {
        return RestAssured.given()
                .headers(
                        ClusterHeaders.CLUSTER,
                        machine.cluster.header(),
                        ClusterHeaders.NODE_MAC,
                        machine.mac.value(),
                        ClusterHeaders.BASE_URL,
                        "http://localhost:" + RestAssured.port + "/MAAS");
    }

    private static Response preseed(Machine machine) {
        return attested(machine).get("/MAAS/metadata/latest/by-id/" + machine.systemId + "/?op=get_preseed");
    }

    @Test
    void debiansInstallerGetsItsAnswersAndEndsTheNetboot() {
        Machine machine = deploying("debian", "di");
        String answers = preseed(machine).asString();
        assertThat(answers)
                .contains(
                        "d-i netcfg/get_hostname string m" + machine.mac.value().replace(":", "") + "\n")
                .contains("d-i mirror/suite string one\n")
                .contains("token_secret: '" + machine.key().split(":")[2] + "'");
        String url = answers.replaceAll("(?s).*--post-data op=netboot_off '([^']*)'.*", "$1");
        assertThat(attested(machine)
                        .contentType("application/x-www-form-urlencoded")
                        .body("op=netboot_off")
                        .post(url)
                        .asString())
                .isEqualTo("OK");
        assertThat(machine.column("netboot")).isEqualTo("false");
        assertThat(preseed(machine).asString()).startsWith("#cloud-config");
    }

    @Test
    void curtinIsRunAndItsReportsAreHeard() {
        Machine machine = deploying("curtin-os", "fastpath");
        assertThat(preseed(machine).asString()).startsWith("#cloud-config").contains("/metadata/curtin");
        Map<String, Object> config = curtinConfig(machine);

        Map<?, ?> reporting = (Map<?, ?>) ((Map<?, ?>) config.get("reporting")).get("muster");
        report(machine, reporting, """
                {"name": "cmd-install/stage-extract", "description": "acquiring and extracting image", "event_type":\
                 "start", "origin": "curtin", "level": "INFO", "timestamp": 1.5}""");
        assertThat(machine.column("status_text")).contains("extracting image");

        Map<?, ?> reporter = (Map<?, ?>) ((Map<?, ?>) config.get("reporter")).get("maas");
        Multipart words = Multipart.signal("OK", "curtin installed")
                .file("install.log", "all well".getBytes(StandardCharsets.UTF_8));
        assertThat(machine.signed(key(reporter))
                        .header("Content-Type", words.contentType())
                        .body(words.bytes())
                        .post((String) reporter.get("url"))
                        .asString())
                .isEqualTo("OK");
        assertThat(machine.result("install.log")).isEqualTo("all well");

        List<?> off = (List<?>) ((Map<?, ?>) config.get("late_commands")).get("netboot_off");
        assertThat(attested(machine)
                        .contentType("application/x-www-form-urlencoded")
                        .body((String) off.get(4))
                        .post((String) off.get(2))
                        .statusCode())
                .isEqualTo(200);
        report(machine, reporting, """
                {"name": "cmd-install", "description": "curtin command install", "event_type": "finish",\
                 "origin": "curtin", "result": "SUCCESS", "timestamp": 2}""");
        assertThat(machine.column("netboot")).isEqualTo("false");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYING);
    }

    @Test
    void curtinsFailureIsTheDeployments() {
        Machine machine = deploying("curtin-os", "fastpath");
        Map<?, ?> reporting = (Map<?, ?>) ((Map<?, ?>) curtinConfig(machine).get("reporting")).get("muster");
        report(machine, reporting, """
                {"name": "cmd-install", "description": "curtin is not in this image", "event_type": "finish",\
                 "origin": "curtin", "result": "FAILURE", "timestamp": 2}""");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.FAILED_DEPLOYMENT);
    }

    @Test
    void otherImagesAreOurOwnInstallers() {
        Machine machine = deploying("debian", "fastpath");
        assertThat(userData(machine)).contains("muster-install").doesNotContain("curtin.yaml");
    }

    private static String userData(Machine machine) {
        return attested(machine)
                .header("Authorization", dev.muster.region.Clients.oauth(machine.key()))
                .get("/MAAS/metadata/curtin/2012-03-01/user-data")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /// As the script in the user-data lays it out.
    private static Map<String, Object> curtinConfig(Machine machine) {
        String userData = userData(machine);
        String begin = "cat >curtin.yaml <<'end-of-curtin.yaml'\n";
        assertThat(userData).contains(begin);
        String rest = userData.substring(userData.indexOf(begin) + begin.length());
        return new Yaml().load(rest.substring(0, rest.indexOf("\nend-of-curtin.yaml")));
    }

    private static void report(Machine machine, Map<?, ?> reporting, String json) {
        assertThat(reporting.get("type")).isEqualTo("webhook");
        assertThat(machine.signed(key(reporting))
                        .contentType("application/json")
                        .body(json)
                        .post((String) reporting.get("endpoint"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String key(Map<?, ?> config) {
        return config.get("consumer_key") + ":" + config.get("token_key") + ":" + config.get("token_secret");
    }
}
