package dev.muster.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads a topic from its beginning, as another program would.
public final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, String> consumer;
    private final String topic;

    private TopicReader(KafkaConsumer<String, String> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    public static TopicReader of(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", TestServers.bootstrapServers(), "enable.auto.commit", false);
        return new TopicReader(new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer()), topic);
    }

    /// Waits for a number of records of one key; a tombstone is the text `null`.
    public List<String> values(String key, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        assign(deadline);
        var values = new ArrayList<String>();
        while (values.size() < count && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.key().equals(key)) {
                    values.add(String.valueOf(record.value()));
                }
            }
        }
        assertThat(values).as("records of %s in %s", key, topic).hasSizeGreaterThanOrEqualTo(count);
        return values;
    }

    /// The topic may not be made yet.
    private void assign(long deadline) {
        List<TopicPartition> partitions = List.of();
        while (partitions.isEmpty() && System.nanoTime() < deadline) {
            partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
