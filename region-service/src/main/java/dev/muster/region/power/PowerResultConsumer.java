package dev.muster.region.power;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerResult;
import dev.muster.region.feed.DeadLetters;
import dev.muster.region.feed.Subscription;
import dev.muster.region.feed.TopicFeed;
import dev.muster.region.feed.UnusableRecord;
import dev.muster.region.power.PowerEndings.Ending;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Reads what clusters say became of power commands. One that comes again is known by its id.
@ApplicationScoped
class PowerResultConsumer {
    private static final Subscription RESULTS =
            new Subscription(Topics.POWER_RESULT, "muster-region-power", 100, "power results", "power results wait");
    private static final int LONGEST_MESSAGE = 1000;

    private final ObjectMapper mapper;
    private final TopicFeed feed;

    PowerResultConsumer(
            PowerEndings endings,
            ObjectMapper mapper,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            DeadLetters dead) {
        this.mapper = mapper;
        feed = new TopicFeed(
                RESULTS, brokers, batch -> batch.forEach(record -> endings.store(parse(record.value()))), dead);
    }

    void start(@Observes StartupEvent startup) {
        feed.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        feed.stop();
    }

    private Ending parse(byte @Nullable [] value) {
        try {
            var result = mapper.readValue(Objects.requireNonNull(value, "empty record"), PowerResult.class);
            // a BMC may say anything, and what it says is no reason to lose how the command ended
            String message = Objects.requireNonNullElse(result.message(), "").replace('\0', ' ');
            return new Ending(
                    Objects.requireNonNull(result.id(), "no id"),
                    result.ok(),
                    Objects.requireNonNull(result.state(), "no state"),
                    message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
        } catch (IOException | RuntimeException e) {
            throw UnusableRecord.no("power result", e);
        }
    }
}
