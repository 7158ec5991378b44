package dev.muster.region.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// JSON as MAAS's API writes it: four spaces to a level, one element to a line, no escapes for non-ASCII.
@ApplicationScoped
public class ApiJson {
    public static final String TYPE = "application/json; charset=utf-8";

    private final ObjectWriter writer;

    ApiJson(ObjectMapper mapper) {
        var indent = new DefaultIndenter("    ", "\n");
        var separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        var printer =
                new DefaultPrettyPrinter(separators).withObjectIndenter(indent).withArrayIndenter(indent);
        writer = mapper.copy()
                .registerModule(PagesJson.module())
                .writer(printer)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /// Writes page by page what is read so. What is out of an answer that then fails stays without an end.
    void write(@Nullable Object value, OutputStream out) throws IOException {
        var json = writer.createGenerator(out);
        writer.writeValue(json, value);
        json.flush();
    }

    public String write(@Nullable Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
