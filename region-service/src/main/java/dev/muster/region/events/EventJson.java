package dev.muster.region.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// An event as the API shows it: MAAS's keys, and the MAC, without which the event of a machine that is no node yet
/// says nothing.
record EventJson(
        String node,
        String hostname,
        long id,
        String level,
        String created,
        String type,
        String description,
        @JsonProperty("mac_address") String mac) {
    /// As MAAS 1.8 spells times here, in UTC: `Mon, 23 Nov. 2026 07:05:09`.
    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("EEE, dd MMM'.' yyyy HH:mm:ss", Locale.US);

    static EventJson of(StoredEvent event) {
        return new EventJson(
                event.node(),
                event.hostname(),
                event.id(),
                event.level().name(),
                CREATED.format(event.at().atOffset(ZoneOffset.UTC)),
                event.type(),
                event.description(),
                event.mac());
    }

    /// The same in the stream, with the parts of a boot step, empty for other events, and the exact time (ISO 8601).
    record Streamed(
            @JsonUnwrapped EventJson listed, String step, String outcome, long millis, String address, String at) {
        static Streamed of(StoredEvent event) {
            return new Streamed(
                    EventJson.of(event),
                    event.step().map(Enum::name).orElse(""),
                    event.outcome().map(Enum::name).orElse(""),
                    event.millis(),
                    event.address(),
                    event.at().toString());
        }
    }
}
