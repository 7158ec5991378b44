package dev.muster.region.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TopicFeedTest {
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String topic = "test.feed." + UUID.randomUUID();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", TestServers.bootstrapServers());

    @Test
    void batchThatCouldNotBeStoredComesAgainAndIsCommittedOnce() throws Exception {
        fill();
        var stored = new LinkedBlockingQueue<String>();
        var failures = new AtomicInteger(2);
        var feed = feed(TestServers.bootstrapServers(), batch -> {
            if (failures.getAndDecrement() > 0) {
                assertThat(batch).isNotEmpty();
                throw new IllegalStateException("no database");
            }
            batch.forEach(record -> stored.add(record.key() + "=" + text(record.value())));
        });
        feed.start();
        try {
            awaitCommitted(4);
        } finally {
            feed.stop();
        }
        assertThat(stored)
                .containsSubsequence("0=first", "0=null")
                .containsSubsequence("1=first", "1=null")
                .hasSize(4);
        assertThat(failures).hasNegativeValue();
    }

    @Test
    void stopsAtOnceWhileKafkaIsAway() throws Exception {
        for (String brokers : List.of("localhost:1", "nowhere.invalid:1")) {
            var feed = feed(brokers, _ -> {});
            feed.start();
            Thread.sleep(200);
            long asked = System.nanoTime();
            feed.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(brokers).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void emptyBatchesAreRefused() {
        assertThatThrownBy(() -> new Subscription(topic, topic, 0, "words", "words wait"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TopicFeed feed(String brokers, BatchStore store) {
        return new TopicFeed(new Subscription(topic, topic, 500, "words", "words wait"), brokers, store);
    }

    /// A record and a tombstone in each partition.
    private void fill() throws Exception {
        try (var admin = Admin.create(kafka);
                var producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String key = String.valueOf(partition);
                producer.send(new ProducerRecord<>(topic, partition, key, "first".getBytes(UTF_8)))
                        .get();
                producer.send(new ProducerRecord<>(topic, partition, key, null)).get();
            }
        }
    }

    private void awaitCommitted(long records) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var admin = Admin.create(kafka)) {
            while (committed(admin) != records) {
                assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }

    private long committed(Admin admin) throws Exception {
        var offsets = admin.listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }

    private static String text(byte[] value) {
        return value == null ? "null" : new String(value, UTF_8);
    }
}
