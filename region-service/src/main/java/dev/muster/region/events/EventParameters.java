package dev.muster.region.events;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Numbers;
import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of `events/`; what cannot be read is a 400 that names it.
final class EventParameters {
    static final List<String> FILTERS =
            List.of("hostname", "mac_address", "id", "zone", "agent_name", "level", "limit");

    private EventParameters() {}

    static EventQuery query(Parameters parameters, Optional<Long> viewer) {
        return new EventQuery(
                parameters.all("hostname"),
                macs(parameters.all("mac_address")),
                parameters.all("id"),
                parameters.text("zone"),
                parameters.text("level").map(EventParameters::level).orElse(EventLevel.INFO),
                limit(parameters.text("limit").orElse(null)),
                id("after", parameters.text("after").orElse(null)),
                id("before", parameters.text("before").orElse(null)),
                viewer);
    }

    static List<String> macs(List<String> texts) {
        return texts.stream()
                .map(text -> MacAddress.parse(text)
                        .orElseThrow(
                                () -> RefusedException.field("mac_address", "'" + text + "' is not a MAC address.")))
                .map(MacAddress::value)
                .toList();
    }

    static OptionalLong id(String name, @Nullable String text) {
        return text == null || text.isBlank()
                ? OptionalLong.empty()
                : OptionalLong.of(Numbers.whole(name, text, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static EventLevel level(String word) {
        return EventLevel.of(word).orElseThrow(() -> RefusedException.field("level", "'" + word + "' is not a level."));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return EventQuery.DEFAULT_LIMIT;
        }
        return (int) Numbers.whole("limit", text, 1, EventQuery.MAX_LIMIT);
    }
}
