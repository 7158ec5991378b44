package dev.muster.region.events;

import dev.muster.model.event.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads boot progress, batch by batch; the offset is committed when the batch is stored. While the database is
/// away the same batch is read again and again, for as long as it takes. All replicas share the partitions.
@ApplicationScoped
class ProgressConsumer {
    private static final Logger LOG = Logger.getLogger(ProgressConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ProgressRecords records;
    private final String brokers;
    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Thread thread;

    ProgressConsumer(ProgressRecords records, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.records = records;
        this.brokers = brokers;
    }

    void start(@Observes StartupEvent startup) {
        thread = Thread.ofPlatform().name("boot-progress").daemon().start(this::run);
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
                read(reader);
            } catch (WakeupException e) {
                LOG.debug("boot progress: stopping");
            } catch (KafkaException e) {
                LOG.warn("boot progress: Kafka: " + e.getMessage());
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> reader) {
        reader.subscribe(List.of(Topics.BOOT_PROGRESS));
        while (!stopped) {
            ConsumerRecords<byte[], byte[]> batch = reader.poll(POLL);
            if (batch.isEmpty()) {
                continue;
            }
            try {
                records.store(values(batch));
                reader.commitSync();
            } catch (IllegalStateException e) {
                LOG.warn("boot progress waits for the database: " + e.getMessage());
                batch.partitions().forEach(partition -> rewind(reader, batch, partition));
                pause();
            }
        }
    }

    private static void rewind(
            KafkaConsumer<byte[], byte[]> reader, ConsumerRecords<byte[], byte[]> batch, TopicPartition partition) {
        long first = batch.records(partition).getFirst().offset();
        reader.seek(partition, new OffsetAndMetadata(first));
    }

    private static List<byte[]> values(ConsumerRecords<byte[], byte[]> batch) {
        var values = new ArrayList<byte[]>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            values.add(record.value());
        }
        return values;
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
                        "group.id", "muster-region-progress",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "max.poll.records", "500",
                        // a topic made after the region started is found within seconds, not minutes
                        "metadata.max.age.ms", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
