package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The document at `/q/openapi`, read by the parser that generators use, and held to what is answered.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Catalogue catalogue;

    private static String document() {
        return anonymous()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Map<String, PathItem> paths() {
        return new OpenAPIV3Parser().readContents(document()).getOpenAPI().getPaths();
    }

    private static Operation operation(String path, PathItem.HttpMethod method) {
        return paths().get(API + path).readOperationsMap().get(method);
    }

    @Test
    void theParserHasNothingToSay() {
        var parsed = new OpenAPIV3Parser().readContents(document());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.0.3");
    }

    @Test
    void everyOperationIsThereByANameOfItsOwn() {
        List<String> ids = paths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .map(Operation::getOperationId)
                .toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(ids)
                .hasSize(catalogue.all().stream()
                        .mapToInt(table -> table.all().size())
                        .sum())
                .contains("nodesList", "nodeStart", "zoneUpdate", "sshKeysNew", "sshKeyDelete", "sshKeyDeleteByPost");
    }

    @Test
    void everyPathLeadsToItsOperation() {
        paths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            var segments = PathTemplate.segments(path.substring(API.length()).replaceAll("[{}]", ""));
            Place place = catalogue.at(method.name(), segments).orElseThrow();
            var found = place.table().find(Operations.Method.valueOf(method.name()), place.op());
            assertThat(OpenApiOperation.id(place.table(), found.orElseThrow())).isEqualTo(operation.getOperationId());
        }));
    }

    @Test
    void parametersHaveTheTypesThatAreRead() {
        var list = operation("nodes/op-list", PathItem.HttpMethod.GET).getParameters();
        var types = new java.util.TreeMap<String, String>();
        list.forEach(one -> types.put(one.getName(), one.getSchema().getType()));
        assertThat(types)
                .containsEntry("limit", "integer")
                .containsEntry("id", "array")
                .containsEntry("zone", "string");

        var script = operation("commissioning-scripts/", PathItem.HttpMethod.POST)
                .getRequestBody()
                .getContent();
        assertThat(script.keySet()).containsExactly("multipart/form-data");
        var fields = new OpenAPIV3Parser()
                .readContents(document())
                .getOpenAPI()
                .getComponents()
                .getSchemas();
        List<?> required = fields.get("CommissioningScriptsCreateRequest").getRequired();
        assertThat(required.stream().map(String::valueOf)).contains("name", "content");
        assertThat(((io.swagger.v3.oas.models.media.Schema<?>) fields.get("CommissioningScriptsCreateRequest")
                                .getProperties()
                                .get("content"))
                        .getFormat())
                .isEqualTo("binary");
        assertThat(fields.get("NodeUpdateRequest").getAdditionalProperties()).isNotNull();
        assertThat(operation("nodes/{system_id}/op-start", PathItem.HttpMethod.POST)
                        .getRequestBody()
                        .getContent()
                        .keySet())
                .containsExactly("application/json", "application/x-www-form-urlencoded", "multipart/form-data");
    }

    @Test
    void whatGoesWrongIsTold() {
        var start = operation("nodes/{system_id}/op-start", PathItem.HttpMethod.POST);
        assertThat(start.getResponses().keySet()).contains("200", "400", "401", "403", "404", "409", "429", "503");
        assertThat(start.getSecurity()).hasSize(1);
        assertThat(operation("version/", PathItem.HttpMethod.GET).getSecurity()).isNull();
    }

    @Test
    void answersAreAsTheirSchemasSay() throws IOException {
        String node = enlistment(admin(), mac())
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        String tag = "openapi-" + mac().replace(":", "");
        form(admin()).formParam("name", tag).post(API + "tags/?op=new").then().statusCode(200);
        form(admin())
                .formParam("add", node)
                .post(API + "tags/" + tag + "/op-update_nodes")
                .then()
                .statusCode(200);
        var asked = Map.ofEntries(
                Map.entry("nodes/op-list", "nodes/op-list?id=" + node),
                Map.entry("nodes/{system_id}/", "nodes/" + node + "/"),
                Map.entry("nodes/{system_id}/op-power_parameters", "nodes/" + node + "/op-power_parameters"),
                Map.entry("nodes/op-power_parameters", "nodes/op-power_parameters?id=" + node),
                Map.entry("nodes/op-deployment_status", "nodes/op-deployment_status?nodes=" + node),
                Map.entry("nodes/op-is_registered", "nodes/op-is_registered?mac_address=" + mac()),
                Map.entry("nodes/{system_id}/macs/", "nodes/" + node + "/macs/"),
                Map.entry("nodes/{system_id}/blockdevices/", "nodes/" + node + "/blockdevices/"),
                Map.entry("tags/op-list", "tags/op-list"),
                Map.entry("tags/{name}/", "tags/" + tag + "/"),
                Map.entry("tags/{name}/op-nodes", "tags/" + tag + "/op-nodes"),
                Map.entry("zones/", "zones/"),
                Map.entry("zones/{name}/", "zones/default/"),
                Map.entry("users/", "users/"),
                Map.entry("users/op-whoami", "users/op-whoami"),
                Map.entry("events/op-query", "events/op-query?id=" + node),
                Map.entry("nodegroups/op-list", "nodegroups/op-list"),
                Map.entry("nodegroups/op-describe_power_types", "nodegroups/op-describe_power_types"),
                Map.entry("maas/op-get_config", "maas/op-get_config?name=enable_disk_erasing_on_release"),
                Map.entry("account/prefs/sshkeys/op-list", "account/prefs/sshkeys/op-list"),
                Map.entry("commissioning-results/op-list", "commissioning-results/op-list"),
                Map.entry("commissioning-scripts/", "commissioning-scripts/"),
                Map.entry("version/", "version/"));
        JsonNode document = closed(document());
        var wrong = new ArrayList<String>();
        for (var one : asked.entrySet()) {
            String answer = admin().get(API + one.getValue())
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            schema(document, one.getKey())
                    .validate(JSON.readTree(answer))
                    .forEach(message -> wrong.add(one + ": " + message));
        }
        assertThat(wrong).isEmpty();
    }

    /// Refuses what the schemas do not name, which clients are told to put up with.
    private static JsonNode closed(String document) throws IOException {
        JsonNode root = JSON.readTree(document);
        for (JsonNode schema : root.at("/components/schemas")) {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        }
        return root;
    }

    private static JsonSchema schema(JsonNode document, String path) {
        ObjectNode schema = JSON.createObjectNode();
        schema.set("components", document.get("components"));
        JsonNode answer =
                document.get("paths").get(API + path).at("/get/responses/200/content/application~1json/schema");
        assertThat(answer.isObject()).as(path).isTrue();
        schema.putArray("allOf").add(answer);
        var dialect = OpenApi30.getInstance();
        return JsonSchemaFactory.getInstance(
                        VersionFlag.V4, factory -> factory.metaSchema(dialect).defaultMetaSchemaIri(dialect.getIri()))
                .getSchema(schema);
    }
}
