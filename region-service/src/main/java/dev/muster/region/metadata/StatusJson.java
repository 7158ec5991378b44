package dev.muster.region.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.region.api.Json;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.api.WireText;
import dev.muster.region.commissioning.ResultFile;
import dev.muster.region.metadata.StatusReport.EventKind;
import dev.muster.region.metadata.StatusReport.Result;
import dev.muster.region.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the JSON that cloud-init and curtin post, whatever content type they give it; what is wrong is named.
final class StatusJson {
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    private final JsonNode root;
    private final List<ResultFile> files = new ArrayList<>();
    private final Map<String, List<String>> refused = new LinkedHashMap<>();

    private StatusJson(JsonNode root) {
        this.root = root;
    }

    static StatusReport read(byte[] body) {
        try {
            JsonNode root = Json.lenient(WireText.lenient(body));
            if (!root.isObject()) {
                throw RefusedException.invalid("Bad Request: a JSON object is expected.");
            }
            return new StatusJson(root).read();
        } catch (MalformedBodyException e) {
            throw RefusedException.invalid("Bad Request: " + e.getMessage() + ".");
        }
    }

    private StatusReport read() {
        EventKind kind =
                switch (required("event_type")) {
                    case "start" -> EventKind.START;
                    case "progress" -> EventKind.PROGRESS;
                    case "finish" -> EventKind.FINISH;
                    default -> throw RefusedException.field("event_type", "Must be one of start, progress, finish.");
                };
        JsonNode list = root.path("files");
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw RefusedException.field("files", "A list is expected.");
        }
        list.forEach(this::file);
        return new StatusReport(
                kind,
                text("origin").orElse(""),
                required("name"),
                text("description").orElse(""),
                kind == EventKind.FINISH ? result() : Result.NONE,
                files,
                refused);
    }

    private Result result() {
        return switch (text("result").orElse("SUCCESS")) {
            case "SUCCESS" -> Result.SUCCESS;
            case "WARN" -> Result.WARN;
            case "FAIL", "FAILURE" -> Result.FAIL;
            default -> throw RefusedException.field("result", "Must be one of SUCCESS, WARN, FAIL, FAILURE.");
        };
    }

    private void file(JsonNode file) {
        String path = file.path("path").asText("");
        if (path.isEmpty()) {
            throw RefusedException.field("files", "Each file has a path.");
        }
        Optional<byte[]> content = content(file);
        Optional<String> complaint = content.isEmpty()
                ? Optional.of("The content is not valid base64, or its encoding is not known.")
                : ResultFile.complaint(path, content.get().length);
        if (complaint.isPresent()) {
            refused.put(path, List.of(complaint.get()));
        } else {
            files.add(new ResultFile(named(path, file.path("compression").asText("")), content.get()));
        }
    }

    private static Optional<byte[]> content(JsonNode file) {
        String content = file.path("content").asText("");
        return switch (file.path("encoding").asText("")) {
            case "base64" -> {
                try {
                    yield Optional.of(Base64.getDecoder()
                            .decode(WHITESPACE.matcher(content).replaceAll("")));
                } catch (IllegalArgumentException e) {
                    yield Optional.empty();
                }
            }
            case "", "utf-8", "utf8", "text" -> Optional.of(content.getBytes(StandardCharsets.UTF_8));
            default -> Optional.empty();
        };
    }

    /// A packed file stays packed, and its name says so.
    private static String named(String path, String compression) {
        return switch (compression) {
            case "" -> path;
            case "bzip2" -> path + ".bz2";
            case "gzip" -> path + ".gz";
            default -> path + "." + compression;
        };
    }

    private String required(String name) {
        return text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> RefusedException.field(name, "This field is required."));
    }

    private Optional<String> text(String name) {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw RefusedException.field(name, "A text is expected.");
        }
        return Optional.of(PlainText.of(value.asText()));
    }
}
