package dev.muster.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// One event of the region's stream.
///
/// @param step name of the boot step, or empty for an event of another kind
/// @param at when the step ended
public record TimelineEvent(
        String type,
        String step,
        String outcome,
        String mac,
        String address,
        Instant at,
        long millis,
        String description) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";

    /// Reads a line of a server-sent event stream; empty for everything but data.
    static Optional<TimelineEvent> ofLine(String line) {
        if (!line.startsWith(DATA)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(JSON.readTree(line.substring(DATA.length()).strip())));
        } catch (IOException | DateTimeParseException notAnEvent) {
            return Optional.empty();
        }
    }

    private static TimelineEvent of(JsonNode event) {
        return new TimelineEvent(
                event.path("type").asText(),
                event.path("step").asText(""),
                event.path("outcome").asText(""),
                event.path("mac_address").asText(""),
                event.path("address").asText(""),
                Instant.parse(event.path("at").asText()),
                event.path("millis").asLong(),
                event.path("description").asText());
    }

    /// What an operator reads: a boot step tells itself, any other event has its type before it.
    String sentence() {
        if (!step.isEmpty() || type.equals("NODE_CHANGED_STATUS") || type.isEmpty()) {
            return description;
        }
        String words = type.replaceFirst("^NODE_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
        return description.isEmpty() ? words : words + ": " + description;
    }
}
