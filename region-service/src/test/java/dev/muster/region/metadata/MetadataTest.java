package dev.muster.region.metadata;

import static io.restassured.RestAssured.given;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class MetadataTest {
    private static final String BASE = "http://10.0.0.1:5248/MAAS";

    @Inject
    KnownMachines machines;

    @Test
    void whatCloudInitAsksForAtEnlistmentIsThere() {
        assertText("/enlist/2012-03-01/meta-data/instance-id", "i-maas-enlistment");
        assertText("/enlist//2012-03-01/meta-data/local-hostname", "maas-enlisting-node");
        assertText("/enlist/latest/meta-data/public-keys", "");
        assertText("/enlist/", "2012-03-01\nlatest");
        assertText("/enlist/latest/", "meta-data\nuser-data");
        assertText("/enlist/latest/meta-data/", "instance-id\nlocal-hostname\npublic-keys");
    }

    @Test
    void whatIsOptionalAndMissingIsNotFound() {
        assertThat(get("/enlist/2012-03-01/meta-data/vendor-data").statusCode()).isEqualTo(404);
        assertThat(get("/enlist/2012-03-01/vendor-data").statusCode()).isEqualTo(404);
        var version = get("/2009-04-04/enlist-preseed/?op=get_enlist_preseed");
        assertThat(version.statusCode()).isEqualTo(404);
        assertThat(version.body().asString()).isEqualTo("Unknown metadata version: 2009-04-04");
    }

    @Test
    void enlistmentGoesThroughTheClusterThatAttestsItself() {
        var cluster = machines.cluster();
        var answer = given().headers(ClusterHeaders.CLUSTER, cluster.header(), ClusterHeaders.BASE_URL, BASE)
                .get("/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed");
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.body().asString())
                .startsWith("#cloud-config\n")
                .contains("metadata_url: 'http://10.0.0.1:5248/MAAS/metadata/enlist'\n");

        Map<String, Object> userData = new Yaml()
                .load(given().headers(ClusterHeaders.CLUSTER, cluster.header(), ClusterHeaders.BASE_URL, BASE)
                        .get("/MAAS/metadata/enlist/2012-03-01/user-data")
                        .body()
                        .asString());
        assertThat(userData.get("apt")).isEqualTo(Map.of("proxy", "http://10.0.0.1:8000/"));
    }

    @Test
    void headersOfAStrangerAreNotBelieved() {
        var answer = given().headers(ClusterHeaders.BASE_URL, "http://evil.example/MAAS")
                .get("/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed");
        assertThat(answer.body().asString())
                .contains("http://localhost:5240/MAAS")
                .doesNotContain("evil");
    }

    @Test
    void preseedOfANodeIsForThatMachineOnly() {
        var cluster = machines.cluster();
        MacAddress mac = machines.freshMac();
        String systemId = machines.node("m" + mac.value().replace(":", ""), NodeStatus.NEW, mac, cluster);
        String path = "/MAAS/metadata/latest/by-id/" + systemId + "/?op=get_preseed";

        assertThat(given().get(path).statusCode()).isEqualTo(403);
        assertThat(given().headers(ClusterHeaders.NODE_MAC, mac.value())
                        .get(path)
                        .statusCode())
                .isEqualTo(403);
        assertThat(attested(cluster, machines.freshMac()).get(path).statusCode())
                .isEqualTo(403);
        assertThat(attested(cluster, mac)
                        .get("/MAAS/metadata/latest/by-id/node-none/?op=get_preseed")
                        .statusCode())
                .isEqualTo(403);

        var own = attested(cluster, mac).get(path);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body().asString()).startsWith("#cloud-config\n").contains("mode: poweroff");
    }

    private static io.restassured.specification.RequestSpecification attested(
            KnownMachines.Cluster cluster, MacAddress mac) {
        return given().headers(ClusterHeaders.CLUSTER, cluster.header(), ClusterHeaders.NODE_MAC, mac.value());
    }

    private static void assertText(String path, String expected) {
        var answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.contentType()).as(path).startsWith("text/plain");
        assertThat(answer.body().asString()).as(path).isEqualTo(expected);
    }

    private static Response get(String path) {
        return given().urlEncodingEnabled(false).get("/MAAS/metadata" + path);
    }
}
