package dev.muster.region.events;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How the API shows an event.
final class EventJson {
    /// As MAAS 1.8 spells times here, in UTC: `Mon, 23 Nov. 2026 07:05:09`.
    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("EEE, dd MMM'.' yyyy HH:mm:ss", Locale.US);

    private EventJson() {}

    /// MAAS's keys, and the MAC, without which the event of a machine that is no node yet says nothing.
    static Map<String, Object> listed(StoredEvent event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("node", event.node());
        json.put("hostname", event.hostname());
        json.put("id", event.id());
        json.put("level", event.level().name());
        json.put("created", CREATED.format(event.at().atOffset(ZoneOffset.UTC)));
        json.put("type", event.type());
        json.put("description", event.description());
        json.put("mac_address", event.mac());
        return json;
    }

    /// @return the same with the parts of a boot step, empty for other events, and the exact time (ISO 8601)
    static Map<String, Object> streamed(StoredEvent event) {
        var json = listed(event);
        json.put("step", event.step().map(Enum::name).orElse(""));
        json.put("outcome", event.outcome().map(Enum::name).orElse(""));
        json.put("millis", event.millis());
        json.put("address", event.address());
        json.put("at", event.at().toString());
        return json;
    }
}
