package dev.muster.region.api;

import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Operations.Operation;
import dev.muster.region.caller.Role;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// What operations answer when something is wrong, which all have in common.
final class OpenApiErrors {
    private static final String FIELDS = "Fields";

    private OpenApiErrors() {}

    static void addTo(Components components) {
        Schema complaints = OASFactory.createSchema().addType(SchemaType.ARRAY).items(OpenApiSchemas.text());
        components
                .addSchema(
                        FIELDS,
                        OASFactory.createSchema()
                                .addType(SchemaType.OBJECT)
                                .description("What is wrong with each field.")
                                .additionalPropertiesSchema(complaints))
                .addResponse("BadRequest", fields("What was asked cannot be done: which fields are wrong, or a text."))
                .addResponse("Unauthorized", text("An API key is needed, or this one is not valid."))
                .addResponse("Forbidden", text("The caller has no right to this."))
                .addResponse("NotFound", text("There is no such thing, or the caller may not see it."))
                .addResponse("Conflict", text("It cannot be done in the state that the thing is in."))
                .addResponse("TooManyRequests", later("The caller asks too often, or too much at once."))
                .addResponse("Unavailable", later("It cannot be done now."));
    }

    /// The names of the responses, by their status.
    static Map<String, String> of(Operations table, Operation operation) {
        var errors = new TreeMap<>(Map.of("400", "BadRequest", "429", "TooManyRequests", "503", "Unavailable"));
        if (operation.role() != Role.ANONYMOUS) {
            errors.put("401", "Unauthorized");
            errors.put("403", "Forbidden");
        }
        if (!table.path().names().isEmpty()) {
            errors.put("404", "NotFound");
        }
        if (operation.method() != Method.GET) {
            errors.put("409", "Conflict");
        }
        return errors;
    }

    private static APIResponse text(String about) {
        return OASFactory.createAPIResponse()
                .description(about)
                .content(OASFactory.createContent()
                        .addMediaType("text/plain", OASFactory.createMediaType().schema(OpenApiSchemas.text())));
    }

    private static APIResponse fields(String about) {
        APIResponse response = text(about);
        response.getContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(FIELDS)));
        return response;
    }

    private static APIResponse later(String about) {
        return text(about)
                .addHeader(
                        "Retry-After",
                        OASFactory.createHeader()
                                .description("Seconds until it is worth another try")
                                .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
    }
}
