package dev.muster.region.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.region.paging.Pages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written page by page is, to the byte, what is written at once.
class PagesJsonTest {
    private final ApiJson json = new ApiJson(new ObjectMapper());

    record Element(int number, String text, List<String> more) {}

    private static List<Element> elements(int count) {
        var all = new ArrayList<Element>();
        for (int i = 0; i < count; i++) {
            all.add(new Element(i, "Zürich \"" + i + "\"", i % 2 == 0 ? List.of() : List.of("a", "b")));
        }
        return all;
    }

    private String written(Object value) throws IOException {
        var out = new ByteArrayOutputStream();
        json.write(value, out);
        return out.toString(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void anArray(int count) throws IOException {
        assertThat(written(Pages.of(elements(count), 3))).isEqualTo(json.write(elements(count)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void anObject(int count) throws IOException {
        Map<String, Element> map = new LinkedHashMap<>();
        elements(count).forEach(element -> map.put("k" + element.number(), element));
        assertThat(written(new PagesJson.Entries(Pages.of(List.copyOf(map.entrySet()), 3))))
                .isEqualTo(json.write(map));
    }

    @Test
    void anArrayInsideOfAnObject() throws IOException {
        var paged = new LinkedHashMap<String, Object>();
        var whole = new LinkedHashMap<String, Object>();
        paged.put("count", 5);
        whole.put("count", 5);
        paged.put("events", Pages.of(elements(5), 2));
        whole.put("events", elements(5));
        paged.put("next_uri", "x");
        whole.put("next_uri", "x");
        assertThat(written(paged)).isEqualTo(json.write(whole));
    }

    @Test
    void aPageIsOutBeforeTheNextOneIsRead() throws IOException {
        var out = new ByteArrayOutputStream();
        var seen = new ArrayList<String>();
        Pages<String> pages = Pages.of(List.of("first", "second"), 1).by(page -> {
            seen.add(out.toString(UTF_8));
            return page;
        });
        json.write(pages, out);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1)).contains("first");
    }
}
