package dev.muster.local;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LocalKafkaTest {
    @TempDir
    Path directory;

    @Test
    void recordsSurviveTheDeathOfTheOwner() throws Exception {
        ProcessHandle broker = Owners.killedAfterWriting("kafka", directory);
        Owners.awaitEnd(broker);
        try (LocalKafka kafka = LocalKafka.start(Placement.in(directory))) {
            assertThat(readAsGroup(kafka)).isEqualTo("still here");
        }
    }

    @Test
    void topicsAreNotMadeByAsking() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(Placement.in(directory));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("nobody-made-it"))
                            .allTopicNames()
                            .get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    /// Through a consumer group, so that the internal topics are made too.
    private static String readAsGroup(LocalKafka kafka) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(KilledOwner.TOPIC));
            return await("a record")
                    .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
                    .iterator()
                    .next()
                    .value();
        }
    }
}
