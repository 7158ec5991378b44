package dev.muster.region.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.LeaseRecord;
import dev.muster.model.event.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the clusters' leases. Storing one twice does no harm; a batch is behind us when all of it is stored, and is
/// read again while the database is away. All replicas share the partitions.
@ApplicationScoped
class LeaseConsumer {
    private static final Logger LOG = Logger.getLogger(LeaseConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Leases leases;
    private final ObjectMapper mapper;
    private final String brokers;
    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile @Nullable Thread thread;

    LeaseConsumer(
            Leases leases, ObjectMapper mapper, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.leases = leases;
        this.mapper = mapper;
        this.brokers = brokers;
    }

    void start(@Observes StartupEvent startup) {
        thread = Thread.ofPlatform().name("leases").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped = true;
        var reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        var running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (!stopped) {
            try (var reader = open()) {
                consumer = reader;
                reader.subscribe(List.of(Topics.LEASE));
                while (!stopped) {
                    read(reader);
                }
            } catch (WakeupException e) {
                LOG.debug("leases: stopping");
            } catch (KafkaException e) {
                LOG.warn("leases: Kafka: " + e.getMessage());
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> reader) {
        ConsumerRecords<String, byte[]> batch = reader.poll(POLL);
        try {
            for (ConsumerRecord<String, byte[]> record : batch) {
                store(String.valueOf(record.key()), record.value());
            }
            reader.commitSync();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("leases wait for the database: " + e.getMessage());
            batch.partitions().forEach(partition -> {
                long first = batch.records(partition).getFirst().offset();
                reader.seek(partition, new OffsetAndMetadata(first));
            });
            pause();
        }
    }

    /// @param key `<cluster uuid>/<address>`
    /// @param value null for a lease that is gone
    private void store(String key, byte @Nullable [] value) {
        try {
            if (value == null) {
                int slash = key.indexOf('/');
                leases.forget(UUID.fromString(key.substring(0, Math.max(0, slash))), key.substring(slash + 1));
            } else {
                leases.store(whole(mapper.readValue(value, LeaseRecord.class)));
            }
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            LOG.warn("lease left out: " + e.getClass().getSimpleName());
        }
    }

    /// Its JSON may lack anything; what is no address would break every query over leases.
    private static LeaseRecord whole(LeaseRecord lease) {
        Objects.requireNonNull(lease.cluster(), "no cluster");
        Objects.requireNonNull(lease.mac(), "no mac");
        Objects.requireNonNull(lease.expires(), "no expires");
        if (InetAddress.ofLiteral(Objects.requireNonNull(lease.address(), "no address")) instanceof Inet6Address v6
                && v6.isLinkLocalAddress()) {
            throw new IllegalArgumentException("a link-local address");
        }
        return lease;
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", "muster-region-leases",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        // a topic made after the region started is found within seconds, not minutes
                        "metadata.max.age.ms", "5000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
