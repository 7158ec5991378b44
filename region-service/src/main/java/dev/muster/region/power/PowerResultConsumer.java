package dev.muster.region.power;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerResult;
import dev.muster.region.power.PowerEndings.Ending;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads what clusters say became of power commands. A record is behind us when it is stored; while the database is
/// away it is read again. All replicas share the partitions.
@ApplicationScoped
class PowerResultConsumer {
    private static final Logger LOG = Logger.getLogger(PowerResultConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int LONGEST_MESSAGE = 1000;

    private final PowerEndings endings;
    private final ObjectMapper mapper;
    private final String brokers;
    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Thread thread;

    PowerResultConsumer(
            PowerEndings endings,
            ObjectMapper mapper,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.endings = endings;
        this.mapper = mapper;
        this.brokers = brokers;
    }

    void start(@Observes StartupEvent startup) {
        thread = Thread.ofPlatform().name("power-results").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped = true;
        var reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        var running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (!stopped) {
            try (var reader = open()) {
                consumer = reader;
                reader.subscribe(List.of(Topics.POWER_RESULT));
                while (!stopped) {
                    read(reader);
                }
            } catch (WakeupException e) {
                LOG.debug("power results: stopping");
            } catch (KafkaException e) {
                LOG.warn("power results: Kafka: " + e.getMessage());
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> reader) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
            var partition = new TopicPartition(record.topic(), record.partition());
            try {
                parse(record.value()).ifPresent(endings::store);
            } catch (RuntimeException e) {
                LOG.warn("power results wait for the database: " + e.getMessage());
                reader.assignment().forEach(all -> rewind(reader, all));
                pause();
                return;
            }
            reader.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        }
    }

    /// To what was committed last, or to the beginning: what was stored already is known by its id.
    private static void rewind(KafkaConsumer<byte[], byte[]> reader, TopicPartition partition) {
        var committed = reader.committed(Set.of(partition)).get(partition);
        if (committed == null) {
            reader.seekToBeginning(List.of(partition));
        } else {
            reader.seek(partition, committed);
        }
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

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", "muster-region-power",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "max.poll.records", "100",
                        // a topic made after the region started is found within seconds, not minutes
                        "metadata.max.age.ms", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
