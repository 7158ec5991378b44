package dev.muster.region.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.BootProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Puts boot progress into the timeline. A record that cannot be understood or stored is logged, counted and left
/// out: it would be no better next time, and those behind it wait.
@ApplicationScoped
class ProgressRecords {
    private static final Logger LOG = Logger.getLogger(ProgressRecords.class);

    private final EventRows rows;
    private final ObjectMapper mapper;
    private final Counter stored;
    private final Counter refused;

    ProgressRecords(EventRows rows, ObjectMapper mapper, MeterRegistry meters) {
        this.rows = rows;
        this.mapper = mapper;
        stored = Counter.builder("muster.progress.records")
                .description("Boot progress records taken from Kafka")
                .tag("result", "stored")
                .register(meters);
        refused = Counter.builder("muster.progress.records")
                .description("Boot progress records taken from Kafka")
                .tag("result", "refused")
                .register(meters);
    }

    /// @param values JSON as it came
    /// @throws IllegalStateException if the database is away: nothing of the batch counts as stored
    void store(List<byte[]> values) {
        var events = new ArrayList<NewEvent>();
        for (byte[] value : values) {
            parse(value).ifPresent(events::add);
        }
        if (!events.isEmpty() && !storedTogether(events)) {
            events.forEach(this::storeAlone);
        }
    }

    private Optional<NewEvent> parse(byte @Nullable [] value) {
        try {
            var progress = mapper.readValue(Objects.requireNonNull(value, "empty record"), BootProgress.class);
            return Optional.of(NewEvent.of(progress));
        } catch (IOException | RuntimeException e) {
            refuse("not boot progress", e);
            return Optional.empty();
        }
    }

    private boolean storedTogether(List<NewEvent> events) {
        try {
            QuarkusTransaction.requiringNew().run(() -> insert(events));
            stored.increment(events.size());
            return true;
        } catch (UnstorableException e) {
            return false;
        }
    }

    private void storeAlone(NewEvent event) {
        try {
            QuarkusTransaction.requiringNew().run(() -> insert(List.of(event)));
            stored.increment();
        } catch (UnstorableException e) {
            refuse("cannot be stored", e);
        }
    }

    private void insert(List<NewEvent> events) {
        try {
            rows.insertOrThrow(events);
        } catch (SQLException e) {
            throw isAboutTheData(e)
                    ? new UnstorableException(e)
                    : new IllegalStateException("database: cannot store boot progress", e);
        }
    }

    private void refuse(String why, Exception e) {
        refused.increment();
        LOG.warn("boot progress left out: " + why + ": " + Descriptions.clean(String.valueOf(e.getMessage())));
    }

    /// SQLSTATE 22 is a value out of range, 23 a broken constraint.
    private static boolean isAboutTheData(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return state.startsWith("22") || state.startsWith("23");
    }

    private static final class UnstorableException extends RuntimeException {
        UnstorableException(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
