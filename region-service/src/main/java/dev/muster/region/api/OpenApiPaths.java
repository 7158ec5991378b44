package dev.muster.region.api;

import dev.muster.region.api.Operations.Operation;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// The paths of the [Catalogue] for OpenAPI, which sees only the one that answers for all of them.
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class OpenApiPaths implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        var paths = document.getPaths();
        List.copyOf(paths.getPathItems().keySet()).stream()
                .filter(path -> path.startsWith(Api.BASE + "/{path"))
                .forEach(paths::removePathItem);
        CDI.current()
                .select(Catalogue.class)
                .get()
                .all()
                .forEach(
                        table -> paths.addPathItem(Api.BASE + "/" + table.path().text(), item(table)));
    }

    private static PathItem item(Operations table) {
        PathItem item = OASFactory.createPathItem().description(table.doc());
        for (String name : table.path().names()) {
            item.addParameter(parameter(name, Parameter.In.PATH).required(true));
        }
        for (String method : table.methods()) {
            List<Operation> operations = table.all().stream()
                    .filter(operation -> operation.method().name().equals(method))
                    .toList();
            item.setOperation(PathItem.HttpMethod.valueOf(method), operation(table, method, operations));
        }
        return item;
    }

    private static org.eclipse.microprofile.openapi.models.Operation operation(
            Operations table, String method, List<Operation> operations) {
        APIResponses answers = OASFactory.createAPIResponses()
                .addAPIResponse("200", OASFactory.createAPIResponse().description("All is well"));
        var operation = OASFactory.createOperation()
                .operationId(table.handler() + "_" + method)
                .addTag(table.handler())
                .description(operations.stream().map(OpenApiPaths::line).collect(Collectors.joining("\n")))
                .responses(answers);
        if (operations.stream().anyMatch(one -> one.op().isPresent())) {
            operation.addParameter(parameter("op", Parameter.In.QUERY));
        }
        Map<String, String> fields = fields(operations);
        if (method.equals("POST") || method.equals("PUT")) {
            operation.requestBody(form(fields));
        } else {
            fields.forEach((name, about) ->
                    operation.addParameter(parameter(name, Parameter.In.QUERY).description(about)));
        }
        return operation;
    }

    private static Parameter parameter(String name, Parameter.In place) {
        return OASFactory.createParameter().name(name).in(place).schema(text());
    }

    private static RequestBody form(Map<String, String> fields) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        fields.forEach((name, about) -> schema.addProperty(name, text().description(about)));
        Content content = OASFactory.createContent();
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data", "application/json")) {
            content.addMediaType(type, OASFactory.createMediaType().schema(schema));
        }
        return OASFactory.createRequestBody().content(content);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    /// The parameters of all operations of a method; what one is may depend on the operation.
    private static Map<String, String> fields(List<Operation> operations) {
        var fields = new TreeMap<String, String>();
        for (Operation operation : operations) {
            String prefix = operation.op().map(op -> "op=" + op + ": ").orElse("");
            operation
                    .doc()
                    .parameters()
                    .forEach(one ->
                            fields.merge(one.name(), prefix + one.about(), (known, more) -> known + "\n" + more));
        }
        return fields;
    }

    /// `op=list: Lists all tags.`
    private static String line(Operation operation) {
        return operation.op().map(op -> "op=" + op + ": ").orElse("")
                + operation.doc().text();
    }
}
