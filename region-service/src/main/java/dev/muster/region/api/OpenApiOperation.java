package dev.muster.region.api;

import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Operations.Operation;
import dev.muster.region.caller.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// One operation of the API as OpenAPI has it: parameters in the query or in a body, what is answered and what may go
/// wrong.
///
/// @param components gets the bodies
record OpenApiOperation(OpenApiSchemas schemas, Components components) {
    /// The first is what most generators take.
    private static final List<String> BODIES =
            List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data");

    private static final List<String> BODIES_WITH_FILES = List.of("multipart/form-data");

    /// `SSH` of `SSHKeys`, `N` of `Nodes`.
    private static final Pattern FIRST_WORD = Pattern.compile("^(?:[A-Z]+(?=[A-Z][a-z]|$)|[A-Z])");

    /// Under which the operations of a resource are together.
    static String tag(Operations table) {
        return table.handler().replaceAll("Handler$", "");
    }

    /// `nodesList`, `nodeStart`, `zoneUpdate`.
    static String id(Operations table, Operation operation) {
        String noun =
                FIRST_WORD.matcher(tag(table)).replaceFirst(word -> word.group().toLowerCase(Locale.ROOT));
        boolean twice = operation.op().isPresent()
                && table.all().stream()
                        .anyMatch(other -> other.op().isEmpty() && other.verb().equals(operation.verb()));
        return noun
                + camel(operation.verb())
                + (twice ? "By" + camel(operation.method().name()) : "");
    }

    private static String camel(String words) {
        return Arrays.stream(words.toLowerCase(Locale.ROOT).split("_"))
                .map(OpenApiOperation::capital)
                .collect(Collectors.joining());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    org.eclipse.microprofile.openapi.models.Operation of(Operations table, Operation operation) {
        var model = OASFactory.createOperation()
                .operationId(id(table, operation))
                .addTag(tag(table))
                .summary(operation.doc().text())
                .description(operation.doc().text() + (operation.ends() ? "" : " The answer has no end."))
                .responses(answers(table, operation));
        if (operation.role() != Role.ANONYMOUS) {
            model.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(OpenApiPaths.OAUTH));
        }
        List<Parameter> parameters = operation.doc().parameters();
        if (operation.method() == Method.GET || operation.method() == Method.DELETE) {
            parameters.forEach(one -> model.addParameter(OASFactory.createParameter()
                    .name(one.name())
                    .in(In.QUERY)
                    .required(one.required())
                    .description(one.about())
                    .schema(value(one))));
        } else if (!parameters.isEmpty()) {
            model.requestBody(body(capital(id(table, operation)) + "Request", parameters));
        }
        return model;
    }

    /// @param name of the schema of the body
    private RequestBody body(String name, List<Parameter> parameters) {
        Schema form = OASFactory.createSchema().addType(SchemaType.OBJECT);
        for (Parameter one : parameters) {
            if (one.isPattern()) {
                form.additionalPropertiesSchema(value(one).description(one.name() + ": " + one.about()));
            } else {
                form.addProperty(one.name(), value(one).description(one.about()));
            }
            if (one.required()) {
                form.addRequired(one.name());
            }
        }
        components.addSchema(name, form);
        boolean files = parameters.stream().anyMatch(one -> one.type() == Parameter.Type.FILE);
        Content content = OASFactory.createContent();
        for (String type : files ? BODIES_WITH_FILES : BODIES) {
            content.addMediaType(
                    type,
                    OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(name)));
        }
        return OASFactory.createRequestBody()
                .content(content)
                .required(parameters.stream().anyMatch(Parameter::required));
    }

    private static Schema value(Parameter parameter) {
        return switch (parameter.type()) {
            case TEXT -> OpenApiSchemas.text();
            case INTEGER ->
                OASFactory.createSchema().addType(SchemaType.INTEGER).format("int64");
            case BOOLEAN -> OASFactory.createSchema().addType(SchemaType.BOOLEAN);
            case LIST -> OASFactory.createSchema().addType(SchemaType.ARRAY).items(OpenApiSchemas.text());
            case FILE -> OpenApiSchemas.text().format("binary");
        };
    }

    private APIResponses answers(Operations table, Operation operation) {
        APIResponses answers = OASFactory.createAPIResponses();
        switch (operation.doc().answer()) {
            case Shape.Json json ->
                answers.addAPIResponse(Integer.toString(json.status()), answer("application/json", schemas.of(json)));
            case Shape.Raw raw ->
                answers.addAPIResponse("200", answer(raw.type().replaceAll(";.*", ""), content(raw)));
            case Shape.Nothing() ->
                answers.addAPIResponse("204", OASFactory.createAPIResponse().description("Done"));
        }
        OpenApiErrors.of(table, operation)
                .forEach((status, name) -> answers.addAPIResponse(
                        status, OASFactory.createAPIResponse().ref(name)));
        return answers;
    }

    private static APIResponse answer(String type, Schema schema) {
        return OASFactory.createAPIResponse()
                .description("Done")
                .content(OASFactory.createContent()
                        .addMediaType(type, OASFactory.createMediaType().schema(schema)));
    }

    private static Schema content(Shape.Raw raw) {
        return raw.type().startsWith("text/")
                ? OpenApiSchemas.text()
                : OpenApiSchemas.text().format("binary");
    }
}
