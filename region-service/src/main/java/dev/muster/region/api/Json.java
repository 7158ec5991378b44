package dev.muster.region.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// JSON from outside. What is wrong with it is told by its place, never by the parser's own words: these show what
/// it is made of, and quote what may be a secret.
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /// Reads a body.
    public static JsonNode read(byte[] body) throws MalformedBodyException {
        try {
            return read(WireText.utf8(body));
        } catch (MalformedTextException e) {
            throw new MalformedBodyException("not valid JSON: " + e.getMessage());
        }
    }

    /// Reads a value whose texts are all fit to be kept.
    public static JsonNode read(String text) throws MalformedBodyException {
        JsonNode root = lenient(text);
        check(root);
        return root;
    }

    /// Reads what a machine reports: the texts in it may be anything.
    public static JsonNode lenient(String text) throws MalformedBodyException {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || root.isMissingNode()) {
                throw new MalformedBodyException("not valid JSON: it is empty");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new MalformedBodyException("not valid JSON" + place(e));
        }
    }

    /// Reads a value of a certain form.
    public static <T> T read(String text, TypeReference<T> type) throws MalformedBodyException {
        try {
            return MAPPER.readerFor(type).readValue(read(text));
        } catch (JsonProcessingException e) {
            throw new MalformedBodyException("not the JSON that is expected" + place(e));
        } catch (java.io.IOException e) {
            throw new MalformedBodyException("not the JSON that is expected");
        }
    }

    /// Where it is wrong: ` in dhcp_ranges[0].low`, ` at line 1, column 5`; empty if nobody can tell.
    public static String place(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var path = new StringBuilder(" in ");
            mapping.getPath()
                    .forEach(step -> path.append(
                            step.getFieldName() == null
                                    ? "[" + step.getIndex() + "]"
                                    : (path.length() > 4 ? "." : "") + step.getFieldName()));
            return path.toString();
        }
        return e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static void check(JsonNode node) throws MalformedBodyException {
        try {
            if (node.isTextual()) {
                WireText.checked(node.textValue());
            }
            for (var member : node.properties()) {
                WireText.checked(member.getKey());
                check(member.getValue());
            }
            if (node.isArray()) {
                for (JsonNode element : node) {
                    check(element);
                }
            }
        } catch (MalformedTextException e) {
            throw new MalformedBodyException("not valid: " + e.getMessage());
        }
    }
}
