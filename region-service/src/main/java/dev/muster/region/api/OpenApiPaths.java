package dev.muster.region.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.region.api.Operations.Operation;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// The [Catalogue] as OpenAPI. That has one operation for each path and method: one with a name is at the path that
/// names it, see [Place].
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class OpenApiPaths implements OASFilter {
    /// Which most generators read.
    private static final String VERSION = "3.0.3";

    static final String OAUTH = "OAuth";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        fill(
                document,
                CDI.current().select(Catalogue.class).get().all(),
                CDI.current().select(ObjectMapper.class).get());
    }

    static void fill(OpenAPI document, List<Operations> tables, ObjectMapper mapper) {
        var schemas = new OpenApiSchemas(
                mapper, tables.stream().flatMap(OpenApiPaths::types).distinct().toList());
        Components components = components(schemas);
        Paths paths = OASFactory.createPaths();
        var models = new OpenApiOperation(schemas, components);
        for (Operations table : tables) {
            document.addTag(
                    OASFactory.createTag().name(OpenApiOperation.tag(table)).description(table.doc()));
            table.all().forEach(operation -> add(paths, table, operation, models));
        }
        document.openapi(VERSION)
                .info(OASFactory.createInfo()
                        .title("Muster")
                        .version(ApiVersion.NUMBER)
                        .description(Description.DOC))
                .paths(paths)
                .components(components);
    }

    private static void add(Paths paths, Operations table, Operation operation, OpenApiOperation models) {
        String path = Api.BASE + "/" + Place.template(table, operation.op());
        PathItem item = paths.getPathItem(path);
        if (item == null) {
            item = OASFactory.createPathItem();
            for (String name : table.path().names()) {
                item.addParameter(OASFactory.createParameter()
                        .name(name)
                        .in(In.PATH)
                        .required(true)
                        .schema(OpenApiSchemas.text()));
            }
            paths.addPathItem(path, item);
        }
        item.setOperation(PathItem.HttpMethod.valueOf(operation.method().name()), models.of(table, operation));
    }

    private static Stream<Class<?>> types(Operations table) {
        return table.all().stream()
                .map(operation -> operation.doc().answer())
                .flatMap(answer -> answer instanceof Shape.Json json ? Stream.of(json.type()) : Stream.empty());
    }

    private static Components components(OpenApiSchemas schemas) {
        Components components = OASFactory.createComponents()
                .addSecurityScheme(
                        OAUTH,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("Authorization")
                                .description("OAuth 1.0 with the method PLAINTEXT, signed with an API key: OAuth"
                                        + " oauth_version=\"1.0\", oauth_signature_method=\"PLAINTEXT\","
                                        + " oauth_consumer_key=\"<consumer>\", oauth_token=\"<token>\","
                                        + " oauth_signature=\"%26<secret>\", oauth_timestamp=\"<seconds>\","
                                        + " oauth_nonce=\"<random>\""));
        schemas.definitions().forEach(components::addSchema);
        OpenApiErrors.addTo(components);
        return components;
    }
}
