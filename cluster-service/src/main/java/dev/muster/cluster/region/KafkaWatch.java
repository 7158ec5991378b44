package dev.muster.cluster.region;

import dev.muster.model.event.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Knows whether Kafka is in touch, also while nothing is said to it. Each check asks the leader of every partition
/// that the cluster reads or writes: a broker that answers at the address we were given, but advertises another one
/// that we cannot reach, is away.
final class KafkaWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final Duration LONGEST_END = Duration.ofSeconds(3);
    private static final int ANSWER_MILLIS = 4000;
    private static final List<String> TOPICS = List.of(
            Topics.CLUSTER_CONFIG,
            Topics.BOOT_ANSWER,
            Topics.POWER_COMMAND,
            Topics.POWER_RESULT,
            Topics.LEASE,
            Topics.BOOT_PROGRESS,
            Topics.NODE_LOG);

    private final String brokers;
    private final Thread worker =
            Thread.ofPlatform().name("kafka-watch").daemon().unstarted(this::watch);
    private volatile boolean inTouch;
    private volatile boolean checked;

    /// @param brokers `host:port`, with commas between them
    KafkaWatch(String brokers) {
        this.brokers = brokers;
    }

    void start() {
        worker.start();
    }

    /// As the last check found it; false before the first one.
    boolean inTouch() {
        return inTouch;
    }

    boolean hasChecked() {
        return checked;
    }

    private void watch() {
        try {
            while (true) {
                check();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /// With a client of its own each time, so that none goes on with what it once learned.
    private void check() throws InterruptedException {
        String why = null;
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "muster-kafka-watch",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS))) {
            answered(
                    admin.listOffsets(partitions(admin).collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest())))
                            .all());
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            why = String.valueOf(e.getMessage());
        }
        tell(why);
    }

    private static Stream<TopicPartition> partitions(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        var partitions = Stream.<TopicPartition>builder();
        for (KafkaFuture<TopicDescription> topic :
                admin.describeTopics(TOPICS).topicNameValues().values()) {
            try {
                TopicDescription found = answered(topic);
                IntStream.range(0, found.partitions().size())
                        .forEach(number -> partitions.add(new TopicPartition(found.name(), number)));
            } catch (ExecutionException e) {
                // one that the region has not made yet
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return partitions.build();
    }

    private static <T> T answered(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(ANSWER_MILLIS + 1000L, TimeUnit.MILLISECONDS);
    }

    private void tell(@Nullable String away) {
        boolean now = away == null;
        if (!checked || now != inTouch) {
            if (now) {
                LOG.info("Kafka is in touch");
            } else {
                LOG.warnf("Kafka is away, or not reached by the addresses that its brokers advertise: %s", away);
            }
        }
        inTouch = now;
        checked = true;
    }

    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
