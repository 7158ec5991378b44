package dev.muster.cluster.region;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads a topic at each start, a compacted one whole, another one from a little while ago, and follows it from
/// there: every cluster sees every record, no consumer group and no stored offset. Kafka being away delays it and
/// nothing else.
final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    private final String bootstrapServers;
    private final String topic;
    private final Consumer<ConsumerRecord<String, String>> sink;
    private final Optional<Duration> latest;
    private final Thread worker;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, String> consumer;

    /// @param sink called on the feed's own thread for each record; a value of null is a tombstone
    static TopicFeed whole(String bootstrapServers, String topic, Consumer<ConsumerRecord<String, String>> sink) {
        return new TopicFeed(bootstrapServers, topic, sink, Optional.empty());
    }

    /// @param age of the oldest records that are of use, beside the newest one there is: whether this machine's clock
    ///     is right does not matter
    static TopicFeed latest(
            Duration age, String bootstrapServers, String topic, Consumer<ConsumerRecord<String, String>> sink) {
        return new TopicFeed(bootstrapServers, topic, sink, Optional.of(age));
    }

    private TopicFeed(
            String bootstrapServers,
            String topic,
            Consumer<ConsumerRecord<String, String>> sink,
            Optional<Duration> latest) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.sink = sink;
        this.latest = latest;
        this.worker = Thread.ofPlatform().name("feed-" + topic).daemon().unstarted(this::work);
    }

    void start() {
        worker.start();
    }

    private void work() {
        try {
            while (isOpen()) {
                try (var reader = consumer()) {
                    consumer = reader;
                    follow(reader);
                } catch (WakeupException end) {
                    LOG.debugf("%s: no longer followed", topic);
                } catch (KafkaException | ExecutionException | TimeoutException e) {
                    LOG.debugf("%s: %s", topic, e.getMessage());
                    pause();
                } finally {
                    consumer = null;
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void pause() throws InterruptedException {
        closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void follow(KafkaConsumer<String, String> consumer)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<TopicPartition> partitions = List.of();
        while (isOpen() && partitions.isEmpty()) {
            partitions = consumer.partitionsFor(topic, RETRY).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                pause();
            }
        }
        consumer.assign(partitions);
        seek(consumer, partitions);
        while (isOpen()) {
            for (var record : consumer.poll(POLL)) {
                handOver(record);
            }
        }
    }

    private void seek(KafkaConsumer<String, String> consumer, List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (latest.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return;
        }
        var oldest = new HashMap<TopicPartition, Long>();
        newest(partitions)
                .forEach((partition, time) ->
                        oldest.put(partition, time - latest.get().toMillis()));
        consumer.seekToBeginning(partitions);
        consumer.offsetsForTimes(oldest).forEach((partition, found) -> {
            if (found != null) {
                consumer.seek(partition, found.offset());
            }
        });
    }

    /// When the newest record of each partition that has one was written, in milliseconds since 1970.
    private Map<TopicPartition, Long> newest(List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        var times = new HashMap<TopicPartition, Long>();
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var found = admin.listOffsets(partitions.stream()
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.maxTimestamp())));
            for (var partition : partitions) {
                long time = found.partitionResult(partition)
                        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                        .timestamp();
                if (time >= 0) {
                    times.put(partition, time);
                }
            }
        }
        return times;
    }

    /// A record that cannot be used is logged and passed over: it must not stop those behind it.
    private void handOver(ConsumerRecord<String, String> record) {
        try {
            sink.accept(record);
        } catch (RuntimeException e) {
            LOG.warnf("%s offset %d passed over: %s", topic, record.offset(), e.getMessage());
        }
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /// Waits for the record at hand, but not for long; does nothing to one that was never started. The thread is not
    /// interrupted: Kafka's consumer complains of that while it closes.
    @Override
    public void close() {
        closed.countDown();
        var reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            worker.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
