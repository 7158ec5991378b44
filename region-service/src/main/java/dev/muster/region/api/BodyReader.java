package dev.muster.region.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns a request body into parameters: urlencoded, multipart, or a JSON object whose members are the parameters.
public final class BodyReader {
    private static final int MAX_FIELDS = MultipartParser.MAX_PARTS;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodyReader() {}

    /// Sizes are the caller's to check.
    ///
    /// @param contentType the header's text, empty if there is none
    public static Parameters read(String contentType, byte[] body) throws MalformedBodyException {
        HeaderValue type = HeaderValue.parse(contentType);
        return switch (type.value()) {
            case "multipart/form-data", "multipart/mixed" ->
                Parameters.ofParts(
                        MultipartParser.parse(body, type.parameter("boundary").orElse("")));
            case "application/json" -> body.length == 0 ? Parameters.of(Map.of()) : json(body);
            case "application/octet-stream", "text/plain" -> Parameters.of(Map.of());
            default -> form(new String(body, StandardCharsets.UTF_8));
        };
    }

    static Parameters form(String text) throws MalformedBodyException {
        var values = new LinkedHashMap<String, List<String>>();
        int fields = 0;
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++fields > MAX_FIELDS) {
                throw new MalformedBodyException("more than " + MAX_FIELDS + " fields");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return Parameters.of(values);
    }

    private static String decode(String text) throws MalformedBodyException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedBodyException("malformed percent-encoding");
        }
    }

    private static Parameters json(byte[] body) throws MalformedBodyException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new MalformedBodyException("not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedBodyException("not valid JSON");
        }
        if (!root.isObject()) {
            throw new MalformedBodyException("the JSON of a body must be an object");
        }
        var values = new LinkedHashMap<String, List<String>>();
        root.properties().forEach(member -> values.put(member.getKey(), texts(member.getValue())));
        return Parameters.of(values);
    }

    private static List<String> texts(JsonNode value) {
        if (value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            return List.of(text(value));
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.add(text(element)));
        return texts;
    }

    /// A nested object stays JSON, as a form would carry it.
    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
