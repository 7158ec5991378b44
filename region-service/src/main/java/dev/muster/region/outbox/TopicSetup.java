package dev.muster.region.outbox;

import dev.muster.model.event.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics between region and cluster where they are missing. The broker dates their records: it would refuse
/// those of a cluster whose clock is an hour ahead.
@ApplicationScoped
class TopicSetup {
    private static final List<String> COMPACTED = List.of(Topics.CLUSTER_CONFIG, Topics.BOOT_ANSWER, Topics.LEASE);
    private static final List<String> PLAIN = List.of(
            Topics.BOOT_PROGRESS,
            Topics.NODE_LOG,
            Topics.NODE_EVENT,
            Topics.POWER_COMMAND,
            Topics.POWER_RESULT,
            Topics.dead(Topics.BOOT_PROGRESS),
            Topics.dead(Topics.LEASE),
            Topics.dead(Topics.POWER_RESULT));
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final OutboxConfig config;

    TopicSetup(@Identifier("default-kafka-broker") Map<String, Object> kafka, OutboxConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    /// @throws KafkaException if Kafka is away
    void ensure() throws InterruptedException {
        var settings = new HashMap<>(kafka);
        settings.put("request.timeout.ms", TIMEOUT_MILLIS);
        settings.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            for (var made : admin.createTopics(missing(admin)).values().values()) {
                made.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("topics cannot be made", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new KafkaException("topics cannot be made", e);
        }
    }

    private List<NewTopic> missing(Admin admin) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        return Stream.concat(
                        COMPACTED.stream().map(name -> topic(name, "compact")),
                        PLAIN.stream().map(name -> topic(name, "delete")))
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
    }

    private NewTopic topic(String name, String cleanup) {
        return new NewTopic(name, config.partitions(), config.replication())
                .configs(Map.of("cleanup.policy", cleanup, "message.timestamp.type", "LogAppendTime"));
    }
}
