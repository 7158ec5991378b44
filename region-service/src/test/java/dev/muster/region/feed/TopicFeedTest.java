package dev.muster.region.feed;

import static dev.muster.testing.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.event.Topics;
import dev.muster.region.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TopicFeedTest {
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String topic = "test.feed." + UUID.randomUUID();
    private final MeterRegistry meters = new SimpleMeterRegistry();
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

    @Test
    void whatCanNeverBeStoredIsPutAsideAndTheRestIsStored() throws Exception {
        fill();
        makeDead();
        var stored = ConcurrentHashMap.<String>newKeySet();
        run(batch -> batch.forEach(record -> {
            if (record.key().equals("0") && record.value() != null) {
                throw new UnusableRecord("no word");
            }
            if (record.key().equals("1") && record.value() == null) {
                throw new IllegalStateException("database", new SQLException("out of range", "22008"));
            }
            stored.add(record.key() + "=" + text(record.value()));
        }));
        assertThat(stored).containsExactlyInAnyOrder("0=null", "1=first");
        List<ConsumerRecord<String, byte[]>> letters = dead(2);
        assertThat(letters)
                .extracting(
                        letter -> letter.key() + "=" + text(letter.value()) + ": " + header(letter, "muster-reason"))
                .containsExactlyInAnyOrder("0=first: no word", "1=null: database");
        assertThat(letters)
                .extracting(letter -> header(letter, "muster-place"))
                .containsExactlyInAnyOrder("0/0", "1/1");
        assertThat(meters.get("muster.consumer.dead.letters")
                        .tag("topic", topic)
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsPutAside() throws Exception {
        fill();
        makeDead();
        var failures = new AtomicInteger(12);
        var stored = ConcurrentHashMap.<String>newKeySet();
        run(batch -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no database", new SQLException("refused", "08001"));
            }
            batch.forEach(record -> stored.add(record.key() + "=" + text(record.value())));
        });
        assertThat(stored).containsExactlyInAnyOrder("0=first", "0=null", "1=first", "1=null");
        assertThat(meters.find("muster.consumer.dead.letters").counter()).isNull();
    }

    @Test
    void aFaultOfOursHoldsNothingUpForEver() throws Exception {
        fill();
        makeDead();
        var stored = ConcurrentHashMap.<String>newKeySet();
        run(batch -> batch.forEach(record -> {
            if (record.value() == null) {
                throw new NullPointerException("a fault of ours");
            }
            stored.add(record.key() + "=" + text(record.value()));
        }));
        assertThat(stored).containsExactlyInAnyOrder("0=first", "1=first");
        assertThat(dead(2)).allSatisfy(letter -> assertThat(header(letter, "muster-reason"))
                .isEqualTo("a fault of ours"));
    }

    @Test
    void aLongLetterIsCut() throws Exception {
        makeDead();
        try (var letters = new Letters()) {
            letters.dead.put(new ConsumerRecord<>(topic, 0, 7, "key", new byte[900_000]), "x".repeat(5000));
        }
        ConsumerRecord<String, byte[]> letter = dead(1).getFirst();
        assertThat(letter.value()).hasSize(DeadLetters.LONGEST);
        assertThat(header(letter, "muster-reason")).hasSize(1000);
    }

    /// Reads and stores all that [#fill] has made.
    private void run(BatchStore store) throws Exception {
        var feed = feed(TestServers.bootstrapServers(), store);
        feed.start();
        try {
            awaitCommitted(4);
        } finally {
            feed.stop();
        }
    }

    private final class Letters implements AutoCloseable {
        private final DeadLetters dead = new DeadLetters(kafka, meters);

        @Override
        public void close() {
            dead.stop(new ShutdownEvent());
        }
    }

    private void makeDead() throws Exception {
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(Topics.dead(topic), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private List<ConsumerRecord<String, byte[]>> dead(int count) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = List.of(new TopicPartition(Topics.dead(topic), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            await("dead letters").until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= count;
            });
        }
        assertThat(found).hasSize(count);
        return found;
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private TopicFeed feed(String brokers, BatchStore store) {
        var subscription = new Subscription(topic, topic, 500, "words", "words wait");
        return new TopicFeed(subscription, brokers, store, new DeadLetters(kafka, meters));
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
