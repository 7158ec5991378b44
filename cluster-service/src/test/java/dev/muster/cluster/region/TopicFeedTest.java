package dev.muster.cluster.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalKafka;
import dev.muster.local.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// At a real broker.
class TopicFeedTest {
    @TempDir
    private static Path folder;

    private static LocalKafka kafka;

    @BeforeAll
    static void aBroker() throws Exception {
        kafka = LocalKafka.start(Placement.in(folder));
    }

    @AfterAll
    static void away() throws Exception {
        kafka.close();
    }

    /// What decides is how old records are beside each other, whatever this machine thinks that the time is.
    @ParameterizedTest
    @ValueSource(ints = {-90, 0, 59})
    void theLatestRecordsAreReadWhateverOurClockSays(int minutesOff) throws Exception {
        String topic = "latest" + minutesOff;
        Instant newest = Instant.now().plus(Duration.ofMinutes(minutesOff));
        try (var producer = producer()) {
            make(topic, 2);
            send(producer, topic, 0, newest.minus(Duration.ofMinutes(20)), "too old");
            send(producer, topic, 0, newest.minus(Duration.ofMinutes(5)), "of use");
            send(producer, topic, 0, newest, "newest");
            BlockingQueue<String> read = new LinkedBlockingQueue<>();
            try (var feed = TopicFeed.latest(
                    Duration.ofMinutes(10), kafka.bootstrapServers(), topic, record -> read.add(record.value()))) {
                feed.start();
                assertThat(taken(read, 2)).containsExactly("of use", "newest");
                send(producer, topic, 1, newest, "into an empty partition");
                assertThat(taken(read, 1)).containsExactly("into an empty partition");
            }
        }
    }

    @Test
    void anOrderlyStopIsNoError() throws Exception {
        make("stopped", 1);
        var logger = Logger.getLogger("org.apache.kafka");
        var said = new CopyOnWriteArrayList<String>();
        var onlooker = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    said.add(line.getLevel() + " " + line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(onlooker);
        try (var producer = producer()) {
            BlockingQueue<String> read = new LinkedBlockingQueue<>();
            for (int i = 0; i < 5; i++) {
                try (var feed =
                        TopicFeed.whole(kafka.bootstrapServers(), "stopped", record -> read.add(record.value()))) {
                    feed.start();
                    send(producer, "stopped", 0, Instant.now(), "one");
                    assertThat(taken(read, 1)).containsExactly("one");
                }
                read.clear();
            }
        } finally {
            logger.removeHandler(onlooker);
        }
        assertThat(said).isEmpty();
    }

    private static List<String> taken(BlockingQueue<String> read, int count) throws InterruptedException {
        var values = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            values.add(String.valueOf(read.poll(30, TimeUnit.SECONDS)));
        }
        return values;
    }

    private static void make(String topic, int partitions) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    private static void send(
            KafkaProducer<String, String> producer, String topic, int partition, Instant at, String value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, at.toEpochMilli(), "key", value))
                .get();
    }
}
