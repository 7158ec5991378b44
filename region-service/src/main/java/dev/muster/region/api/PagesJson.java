package dev.muster.region.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.muster.region.paging.Pages;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Writes what is read page by page as one array or object; each page goes out before the next one is read.
final class PagesJson {
    private PagesJson() {}

    @SuppressWarnings({"rawtypes", "unchecked"}) // Jackson knows classes, not their parameters
    static SimpleModule module() {
        return new SimpleModule("pages")
                .addSerializer((Class<Pages<?>>) (Class) Pages.class, new AsArray())
                .addSerializer(Entries.class, new AsObject());
    }

    /// Written as one object.
    record Entries(Pages<? extends Map.Entry<String, ?>> entries) {}

    private static final class AsArray extends JsonSerializer<Pages<?>> {
        @Override
        public void serialize(Pages<?> pages, JsonGenerator json, SerializerProvider serializers) throws IOException {
            json.writeStartArray();
            for (List<?> page = pages.next(); !page.isEmpty(); page = pages.next()) {
                for (Object element : page) {
                    serializers.defaultSerializeValue(element, json);
                }
                json.flush();
            }
            json.writeEndArray();
        }
    }

    private static final class AsObject extends JsonSerializer<Entries> {
        @Override
        public void serialize(Entries pages, JsonGenerator json, SerializerProvider serializers) throws IOException {
            json.writeStartObject();
            var entries = pages.entries();
            for (var page = entries.next(); !page.isEmpty(); page = entries.next()) {
                for (Map.Entry<String, ?> entry : page) {
                    json.writeFieldName(entry.getKey());
                    serializers.defaultSerializeValue(entry.getValue(), json);
                }
                json.flush();
            }
            json.writeEndObject();
        }
    }
}
