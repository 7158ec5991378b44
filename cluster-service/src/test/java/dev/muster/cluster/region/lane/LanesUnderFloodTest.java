package dev.muster.cluster.region.lane;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.ProductHeap;
import dev.muster.local.LocalKafka;
import dev.muster.local.Placement;
import dev.muster.model.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// At a real broker, in a process with the heap that the cluster has. One machine sends 1.4 GB of log lines.
@Timeout(300)
class LanesUnderFloodTest {
    private static final List<String> TOPICS =
            List.of(Topics.LEASE, Topics.POWER_RESULT, Topics.BOOT_PROGRESS, Topics.NODE_LOG);

    /// What the lanes may hold on disk, with a batch that goes beyond.
    private static final long MOST_ON_DISK = (16 + 32 + 64 + 4) << 20;

    @TempDir
    Path folder;

    private LocalKafka kafka;
    private Process flooded;

    @BeforeEach
    void aBroker() throws Exception {
        kafka = LocalKafka.start(Placement.in(folder.resolve("kafka")));
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void end() throws Exception {
        if (flooded != null) {
            flooded.destroyForcibly().waitFor();
        }
        kafka.close();
    }

    @Test
    void allLeasesAndPowerResultsArriveWhileLogLinesFloodIn() throws Exception {
        start();
        awaitTheEndOfTheFlood();
        assertAllArrived();
    }

    @Test
    void allArriveWhenKafkaComesBack() throws Exception {
        kafka.close();
        start();
        awaitTheEndOfTheFlood();
        assertThat(onDisk()).isLessThan(MOST_ON_DISK);
        kafka = LocalKafka.start(Placement.in(folder.resolve("kafka")).withPort(kafka.port()));
        assertAllArrived();
    }

    private void start() throws IOException {
        flooded = ProductHeap.start(
                FloodedLanes.class,
                output(),
                kafka.bootstrapServers(),
                folder.resolve("spool").toString());
    }

    private Path output() {
        return folder.resolve("output");
    }

    private void awaitTheEndOfTheFlood() throws IOException {
        await("the end of the flood")
                .atMost(Duration.ofMinutes(4))
                .until(() -> said().contains(FloodedLanes.END) || !flooded.isAlive());
        assertThat(said()).contains(FloodedLanes.END);
    }

    private String said() throws IOException {
        return Files.readString(output());
    }

    private void assertAllArrived() {
        Set<String> leases = keys(FloodedLanes.CLUSTER + "/10.0.0.");
        assertThat(arrived(Topics.LEASE, leases)).isEqualTo(leases);
        Set<String> nodes = keys("node-");
        assertThat(arrived(Topics.POWER_RESULT, nodes)).isEqualTo(nodes);
        Set<String> quiet = IntStream.range(0, FloodedLanes.MACHINES)
                .mapToObj(machine -> FloodedLanes.mac(machine).value())
                .collect(Collectors.toSet());
        assertThat(arrived(Topics.BOOT_PROGRESS, quiet)).isEqualTo(quiet);
        assertThat(arrived(Topics.NODE_LOG, quiet)).as("lines of others").isEqualTo(quiet);
    }

    private static Set<String> keys(String prefix) {
        return IntStream.range(0, FloodedLanes.MACHINES)
                .mapToObj(machine -> prefix + machine)
                .collect(Collectors.toSet());
    }

    /// Which of the keys a topic has within a minute.
    private Set<String> arrived(String topic, Set<String> keys) {
        var found = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await("all of " + topic).atMost(Duration.ofMinutes(1)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (keys.contains(record.key())) {
                        found.add(record.key());
                    }
                }
                return found.size() == keys.size();
            });
        }
        return found;
    }

    private long onDisk() throws IOException {
        try (var files = Files.walk(folder.resolve("spool"))) {
            return files.filter(path -> Files.isRegularFile(path))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }
}
