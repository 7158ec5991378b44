package dev.muster.region.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.region.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a request body into parameters: urlencoded, multipart, or a JSON object whose members are the parameters.
/// A body that does not say what it is counts as urlencoded.
public final class BodyReader {
    private static final int MAX_FIELDS = MultipartParser.MAX_PARTS;
    private static final String SERVED =
            "application/x-www-form-urlencoded, multipart/form-data or a JSON object as application/json";

    private final FieldText text;

    private BodyReader(FieldText text) {
        this.text = text;
    }

    /// Sizes are the caller's to check.
    ///
    /// @param contentType the header's text, empty if there is none
    /// @throws RefusedException naming the field whose text is none
    /// @throws UnsupportedBodyException for a body of another type
    public static Parameters read(String contentType, byte[] body) throws MalformedBodyException {
        return read(contentType, body, Set.of());
    }

    /// @param lenient fields in which a machine tells people something: what is wrong in them is replaced
    public static Parameters read(String contentType, byte[] body, Set<String> lenient) throws MalformedBodyException {
        HeaderValue type = HeaderValue.parse(contentType);
        var reader = new BodyReader(new FieldText(lenient));
        return body.length == 0 ? Parameters.of(Map.of()) : reader.parameters(type, body);
    }

    private Parameters parameters(HeaderValue type, byte[] body) throws MalformedBodyException {
        return switch (type.value()) {
            case "multipart/form-data", "multipart/mixed" ->
                Parameters.ofParts(
                        MultipartParser.parse(body, type.parameter("boundary").orElse("")), text);
            case "application/json" -> json(body);
            case "", "application/x-www-form-urlencoded" -> form(new String(body, StandardCharsets.ISO_8859_1));
            default -> throw new UnsupportedBodyException(SERVED);
        };
    }

    /// What stands behind the question mark.
    public static Parameters query(String text) throws MalformedBodyException {
        return new BodyReader(new FieldText(Set.of())).form(text);
    }

    private Parameters form(String form) throws MalformedBodyException {
        var values = new LinkedHashMap<String, List<String>>();
        int fields = 0;
        for (String pair : form.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++fields > MAX_FIELDS) {
                throw new MalformedBodyException("more than " + MAX_FIELDS + " fields");
            }
            int equals = pair.indexOf('=');
            String name = text.name(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : text.encoded(name, pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return Parameters.of(values);
    }

    private Parameters json(byte[] body) throws MalformedBodyException {
        JsonNode root;
        try {
            root = Json.lenient(WireText.utf8(body).strip());
        } catch (MalformedTextException e) {
            throw new MalformedBodyException(String.valueOf(e.getMessage()));
        }
        if (!root.isObject()) {
            throw new MalformedBodyException("the JSON of a body must be an object");
        }
        var values = new LinkedHashMap<String, List<String>>();
        for (var member : root.properties()) {
            values.put(text.checkedName(member.getKey()), texts(member.getKey(), member.getValue()));
        }
        return Parameters.of(values);
    }

    private List<String> texts(String name, JsonNode value) {
        if (value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            return List.of(text(name, value));
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.add(text(name, element)));
        return texts;
    }

    /// A nested object stays JSON, as a form would carry it.
    private String text(String name, JsonNode value) {
        return text.checked(name, value.isValueNode() ? value.asText() : value.toString());
    }
}
