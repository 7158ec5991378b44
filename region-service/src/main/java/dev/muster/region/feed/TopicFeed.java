package dev.muster.region.feed;

import java.time.Duration;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads a topic on a thread of its own, batch by batch; the offset is committed when the batch is stored. While the
/// database is away the same batch is read again and again, for as long as it takes. What is wrong with a record itself
/// makes it a dead letter, and holds nothing up. All replicas share the partitions.
public final class TopicFeed {
    private static final Logger LOG = Logger.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 10;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Subscription subscription;
    private final String brokers;
    private final BatchStore store;
    private final DeadLetters dead;
    private int failures;
    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile @Nullable Thread thread;

    /// @param brokers `host:port`, with commas between them
    public TopicFeed(Subscription subscription, String brokers, BatchStore store, DeadLetters dead) {
        this.subscription = subscription;
        this.brokers = brokers;
        this.store = store;
        this.dead = dead;
    }

    public void start() {
        String name = subscription.name().replace(' ', '-');
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /// Waits for the batch at hand, but not for long: it would be read again.
    public void stop() throws InterruptedException {
        stopped = true;
        var reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        var running = thread;
        if (running != null) {
            running.join(LONGEST_STOP);
        }
    }

    private void run() {
        while (!stopped) {
            try (var reader = open()) {
                consumer = reader;
                reader.subscribe(List.of(subscription.topic()));
                while (!stopped) {
                    read(reader);
                }
            } catch (WakeupException e) {
                LOG.debug(subscription.name() + ": stopping");
            } catch (KafkaException e) {
                LOG.warn(subscription.name() + ": Kafka: " + e.getMessage());
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> reader) {
        ConsumerRecords<String, byte[]> batch = reader.poll(POLL);
        if (batch.isEmpty()) {
            return;
        }
        try {
            storeWholeOrEach(batch);
        } catch (RuntimeException e) {
            LOG.warn(subscription.waiting() + ": " + e.getMessage());
            batch.partitions().forEach(partition -> rewind(reader, batch, partition));
            pause();
            return;
        }
        failures = 0;
        reader.commitSync();
    }

    private void storeWholeOrEach(ConsumerRecords<String, byte[]> batch) {
        try {
            store.store(batch);
        } catch (RuntimeException e) {
            if (!endsInDeadLetters(e)) {
                throw e;
            }
            batch.forEach(this::storeAlone);
        }
    }

    private void storeAlone(ConsumerRecord<String, byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        try {
            store.store(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()));
        } catch (RuntimeException e) {
            if (!endsInDeadLetters(e)) {
                throw e;
            }
            dead.put(record, String.valueOf(e.getMessage()));
        }
    }

    /// A fault that nobody knows may pass; but it must not hold up what is behind it for ever.
    private boolean endsInDeadLetters(RuntimeException e) {
        return switch (Failure.of(e)) {
            case OF_A_RECORD -> true;
            case OF_THE_DATABASE -> false;
            case UNKNOWN -> ++failures > MOST_FAILURES;
        };
    }

    private static void rewind(
            KafkaConsumer<String, byte[]> reader, ConsumerRecords<String, byte[]> batch, TopicPartition partition) {
        long first = batch.records(partition).getFirst().offset();
        reader.seek(partition, new OffsetAndMetadata(first));
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        subscription.group(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        subscription.most(),
                        // a topic made after the region started is found within seconds, not minutes
                        "metadata.max.age.ms",
                        "5000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
