package dev.muster.region;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads a topic from its beginning, as another program would.
public final class TopicReader implements AutoCloseable {
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
        assign();
        var values = new ArrayList<String>();
        await("%d records of %s in %s".formatted(count, key, topic)).untilAsserted(() -> {
            values.addAll(poll(key));
            assertThat(values).hasSizeGreaterThanOrEqualTo(count);
        });
        return values;
    }

    /// Waits for the first record of one key that is wanted.
    public String value(String key, Predicate<String> wanted) {
        assign();
        return await("a record of %s in %s".formatted(key, topic))
                .until(() -> poll(key).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private List<String> poll(String key) {
        var values = new ArrayList<String>();
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
            if (record.key().equals(key)) {
                values.add(String.valueOf(record.value()));
            }
        }
        return values;
    }

    /// The topic may not be made yet.
    private void assign() {
        List<TopicPartition> partitions = await(topic + " is made").until(this::partitions, found -> !found.isEmpty());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private List<TopicPartition> partitions() {
        return consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
