package dev.muster.region.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.BootProgress;
import dev.muster.region.feed.UnusableRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts boot progress into the timeline.
@ApplicationScoped
class ProgressRecords {
    private final EventRows rows;
    private final ObjectMapper mapper;
    private final Counter stored;

    ProgressRecords(EventRows rows, ObjectMapper mapper, MeterRegistry meters) {
        this.rows = rows;
        this.mapper = mapper;
        stored = Counter.builder("muster.progress.records")
                .description("Boot progress records taken from Kafka")
                .register(meters);
    }

    /// All or none.
    ///
    /// @param values JSON as it came
    /// @throws UnusableRecord if one of them is no boot progress
    /// @throws IllegalStateException if the database does not take them
    void store(List<byte[]> values) {
        List<NewEvent> events = values.stream().map(this::parsed).toList();
        QuarkusTransaction.requiringNew().run(() -> rows.insert(events));
        stored.increment(events.size());
    }

    private NewEvent parsed(byte @Nullable [] value) {
        try {
            var progress = mapper.readValue(Objects.requireNonNull(value, "empty record"), BootProgress.class);
            return NewEvent.of(progress);
        } catch (IOException | RuntimeException e) {
            throw UnusableRecord.no("boot progress", e);
        }
    }
}
