package dev.muster.region.power;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerResult;
import dev.muster.region.feed.Subscription;
import dev.muster.region.feed.TopicFeed;
import dev.muster.region.power.PowerEndings.Ending;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads what clusters say became of power commands. One that comes again is known by its id.
@ApplicationScoped
class PowerResultConsumer {
    private static final Logger LOG = Logger.getLogger(PowerResultConsumer.class);
    private static final Subscription RESULTS =
            new Subscription(Topics.POWER_RESULT, "muster-region-power", 100, "power results", "power results wait");
    private static final int LONGEST_MESSAGE = 1000;

    private final ObjectMapper mapper;
    private final TopicFeed feed;

    PowerResultConsumer(
            PowerEndings endings,
            ObjectMapper mapper,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.mapper = mapper;
        feed = new TopicFeed(
                RESULTS,
                brokers,
                batch -> batch.forEach(record -> parse(record.value()).ifPresent(endings::store)));
    }

    void start(@Observes StartupEvent startup) {
        feed.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        feed.stop();
    }

    private Optional<Ending> parse(byte @Nullable [] value) {
        try {
            var result = mapper.readValue(Objects.requireNonNull(value, "empty record"), PowerResult.class);
            String message = Objects.requireNonNullElse(result.message(), "");
            return Optional.of(new Ending(
                    Objects.requireNonNull(result.id(), "no id"),
                    result.ok(),
                    Objects.requireNonNull(result.state(), "no state"),
                    message.substring(0, Math.min(message.length(), LONGEST_MESSAGE))));
        } catch (IOException | RuntimeException e) {
            LOG.warn("power result left out: " + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
