package dev.muster.cluster.region;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/// Reads a compacted topic whole at each start and follows it from there: every cluster sees every record, no
/// consumer group and no stored offset. Kafka being away delays it and nothing else.
final class CompactedFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CompactedFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String bootstrapServers;
    private final String topic;
    private final Consumer<ConsumerRecord<String, String>> sink;
    private final Thread worker;
    private volatile boolean open = true;

    /// @param sink called on the feed's own thread for each record; a value of null is a tombstone
    CompactedFeed(String bootstrapServers, String topic, Consumer<ConsumerRecord<String, String>> sink) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.sink = sink;
        this.worker = Thread.ofPlatform().name("feed-" + topic).daemon().unstarted(this::work);
    }

    void start() {
        worker.start();
    }

    private void work() {
        try {
            while (open) {
                try (var consumer = consumer()) {
                    follow(consumer);
                } catch (KafkaException e) {
                    LOG.debugf("%s: %s", topic, e.getMessage());
                    Thread.sleep(RETRY);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(KafkaConsumer<String, String> consumer) throws InterruptedException {
        List<TopicPartition> partitions = List.of();
        while (open && partitions.isEmpty()) {
            partitions = consumer.partitionsFor(topic, RETRY).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                Thread.sleep(RETRY);
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (open) {
            for (var record : consumer.poll(POLL)) {
                handOver(record);
            }
        }
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

    @Override
    public void close() {
        open = false;
        worker.interrupt();
    }
}
