package dev.muster.region.api;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.muster.region.paging.Pages;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/// The schemas of what the API answers, made of the types that Jackson writes. All of a record's components are
/// written; a client may find others there later.
final class OpenApiSchemas {
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectNode> references = new LinkedHashMap<>();
    private final Map<String, Schema> definitions;

    /// @param types that [#of] will be asked for
    OpenApiSchemas(ObjectMapper mapper, List<Class<?>> types) {
        this.mapper = mapper;
        var builder = new SchemaGenerator(config(mapper)).buildMultipleSchemaDefinitions();
        types.forEach(type -> references.put(type, builder.createSchemaReference(type)));
        definitions = parsed(builder.collectDefinitions("components/schemas"));
    }

    /// By their names.
    Map<String, Schema> definitions() {
        return definitions;
    }

    Schema of(Shape.Json json) {
        Schema type = reference(json.type());
        return switch (json.many()) {
            case NULL -> OASFactory.createSchema();
            case ONE -> type;
            case ONE_OR_NULL -> orNull(type);
            case LIST -> OASFactory.createSchema().addType(SchemaType.ARRAY).items(type);
            case MAP -> OASFactory.createSchema().addType(SchemaType.OBJECT).additionalPropertiesSchema(type);
        };
    }

    static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema orNull(Schema type) {
        return OASFactory.createSchema()
                .addAnyOf(type)
                .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
    }

    private Schema reference(Class<?> type) {
        ObjectNode node = Objects.requireNonNull(references.get(type), type.getName());
        if (node.has("$ref")) {
            return OASFactory.createSchema().ref(node.get("$ref").asText());
        }
        String name = node.path("type").asText("");
        return name.isEmpty()
                ? OASFactory.createSchema()
                : OASFactory.createSchema().addType(SchemaType.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private Map<String, Schema> parsed(ObjectNode schemas) {
        ObjectNode document = mapper.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", "").put("version", "");
        document.putObject("paths");
        document.putObject("components").set("schemas", schemas);
        byte[] text = document.toString().getBytes(StandardCharsets.UTF_8);
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .withCustomStaticFile(() -> new ByteArrayInputStream(text))
                .build()
                .model()
                .getComponents()
                .getSchemas();
    }

    private static SchemaGeneratorConfig config(ObjectMapper mapper) {
        var config = new SchemaGeneratorConfigBuilder(mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES,
                        Option.INLINE_NULLABLE_SCHEMAS,
                        Option.PLAIN_DEFINITION_KEYS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forFields().withRequiredCheck(_ -> true).withNullableCheck(OpenApiSchemas::isNullable);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(OpenApiSchemas::inline)
                .withDefinitionNamingStrategy((key, _) -> name(key.getType().getErasedType()));
        return config.build();
    }

    private static boolean isNullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /// What is written otherwise than as an object of its fields.
    private static @Nullable CustomDefinition inline(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        List<ResolvedType> of = type.getTypeParameters();
        if (type.isInstanceOf(byte[].class)) {
            schema.put("type", "string").put("format", "byte");
        } else if (type.isInstanceOf(Pages.class)) {
            schema.put("type", "array").set("items", context.createDefinitionReference(of.getFirst()));
        } else if (type.isInstanceOf(Map.class)) {
            schema.put("type", "object");
            if (of.size() == 2) {
                schema.set("additionalProperties", context.createDefinitionReference(of.get(1)));
            }
        } else if (isWrittenAsText(type.getErasedType())) {
            schema.put("type", "string");
        } else {
            return null;
        }
        return new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES);
    }

    /// A record of one text, as a MAC address is.
    private static boolean isWrittenAsText(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getDeclaredFields())
                        .anyMatch(field -> field.isAnnotationPresent(JsonValue.class));
    }

    /// `NodeJson` is `Node` to clients; others say their name.
    private static String name(Class<?> type) {
        var named = type.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        return named != null && !named.name().isEmpty()
                ? named.name()
                : type.getSimpleName().replaceAll("Json$", "");
    }
}
