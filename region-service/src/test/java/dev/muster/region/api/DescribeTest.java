package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class DescribeTest {
    private static JsonPath described() {
        return anonymous()
                .get(API + "describe/")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("application/json"))
                .extract()
                .jsonPath();
    }

    @Test
    void theDescriptionHasTheFormThatClientsRead() {
        JsonPath description = described();
        assertThat(description.getMap("").keySet()).isEqualTo(Set.of("doc", "hash", "handlers", "resources"));
        assertThat(description.getString("hash")).matches("[0-9a-f]{64}");

        Map<String, Object> zone = description.getMap("resources.find { it.name == 'ZoneHandler' }");
        assertThat(zone).containsEntry("anon", null).containsOnlyKeys("name", "anon", "auth");
        Map<String, Object> handler = description.getMap("resources.find { it.name == 'ZoneHandler' }.auth");
        assertThat(handler)
                .containsOnlyKeys("name", "doc", "params", "path", "uri", "actions")
                .containsEntry("name", "ZoneHandler")
                .containsEntry("params", List.of("name"))
                .containsEntry("path", "/MAAS/api/1.0/zones/{name}/")
                .containsEntry("uri", "http://localhost:" + RestAssured.port + "/MAAS/api/1.0/zones/{name}/");
        assertThat(description.getList("resources.find { it.name == 'ZoneHandler' }.auth.actions.name"))
                .isEqualTo(List.of("read", "update", "delete"));

        Map<String, Object> list = description.getMap(
                "resources.find { it.name == 'TagsHandler' }.auth.actions.find { it.name == 'list' }");
        assertThat(list)
                .containsOnlyKeys("name", "method", "op", "doc", "restful")
                .containsEntry("op", "list")
                .containsEntry("method", "GET")
                .containsEntry("restful", false);
        Map<String, Object> read = description.getMap(
                "resources.find { it.name == 'VersionHandler' }.anon.actions.find { it.name == 'read' }");
        assertThat(read).containsEntry("op", null).containsEntry("restful", true);
    }

    @Test
    void whatHasNoEndIsOfferedToNobodyWhoWaitsForIt() {
        assertThat(described().getList("resources.find { it.name == 'EventsHandler' }.auth.actions.name"))
                .isEqualTo(List.of("query"));
    }

    @Test
    void parametersAreNamedAsNewerCommandLineClientsLookForThem() {
        assertThat(described()
                        .getString("resources.find { it.name == 'NodeHandler' }.auth.actions"
                                + ".find { it.name == 'start' }.doc"))
                .contains("\n\n:param user_data: for cloud-init")
                .contains("\n:param osystem: ");
    }

    @Test
    void whoHasNoKeyIsToldWhatHeMayDo() {
        JsonPath description = described();
        assertThat(description.getList("resources.find { it.name == 'NodesHandler' }.anon.actions.name"))
                .contains("is_registered", "new")
                .doesNotContain("list");
        assertThat(description.getString("resources.find { it.name == 'NodesHandler' }.anon.name"))
                .isEqualTo("AnonNodesHandler");
        assertThat(description.getList("resources.find { it.name == 'NodesHandler' }.auth.actions.name"))
                .contains("list", "new");
        assertThat(description.<Object>get("resources.find { it.name == 'VersionHandler' }.auth"))
                .isNull();
    }

    @Test
    void addressesAreThoseByWhichTheClientCame() {
        anonymous()
                .header("Host", "muster.example.com:8080")
                .get(API + "describe/")
                .then()
                .body("handlers[0].uri", startsWith("http://muster.example.com:8080/MAAS/api/1.0/"))
                .body("hash", equalTo(described().getString("hash")));
    }

    @Test
    void handlersAndTheirActionsHaveNamesOfTheirOwn() {
        JsonPath description = described();
        List<String> names = description.getList("handlers.name");
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        for (List<String> actions : description.<List<String>>getList("handlers.actions.name")) {
            assertThat(new HashSet<>(actions)).hasSameSizeAs(actions);
        }
        assertThat(description.getList("handlers").size())
                .isEqualTo(description.<Object>getList("resources.auth").stream()
                                .filter(java.util.Objects::nonNull)
                                .count()
                        + description.<Object>getList("resources.anon").stream()
                                .filter(java.util.Objects::nonNull)
                                .count());
    }

    @Test
    void everyActionThatIsDescribedIsAnswered() {
        String key = user("describe-" + mac().replace(":", ""));
        var unknown = new ArrayList<String>();
        for (Map<String, Object> handler : described().<Map<String, Object>>getList("handlers")) {
            for (Object each : (List<?>) handler.get("actions")) {
                Map<?, ?> action = (Map<?, ?>) each;
                String uri = ((String) handler.get("path")).replaceAll("\\{\\w+}", "no-such")
                        + (action.get("op") == null ? "" : "?op=" + action.get("op"));
                var response = as(key).formParam("name", "no such name")
                        .contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .request((String) action.get("method"), uri);
                if (response.statusCode() == 405
                        || response.statusCode() >= 500
                        || response.asString().startsWith("Unrecognised signature")) {
                    unknown.add(action.get("method") + " " + uri + ": " + response.statusCode());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(described().getList("handlers")).hasSizeGreaterThan(20);
    }

    @Test
    void theCommandLineClientLogsInAndWorksByTheDescription() throws Exception {
        var client = CommandLineClient.login("http://localhost:" + RestAssured.port + API, adminKey());
        assertThat(client.commands()).contains("zones create", "node-groups list", "ssh-keys new", "tag update-nodes");
        String zone = "cli-" + mac().replace(":", "");
        assertThat(client.run("zones create", "name=" + zone, "description=Größe & Höhe")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.run("zone read", zone).body()).contains("Größe & Höhe");
        assertThat(client.run("zone update", zone, "description=other").body()).contains("other");
        assertThat(client.run("zone delete", zone).statusCode()).isEqualTo(204);
        assertThat(client.run("zone read", zone).statusCode()).isEqualTo(404);
        assertThat(client.run("users whoami").body()).contains("\"admin\"");
        assertThat(client.run("events query", "limit=1").statusCode()).isEqualTo(200);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> CommandLineClient.login("http://localhost:" + RestAssured.port + API, "a:b:c"))
                .hasMessageContaining("rejected");
    }
}
