package dev.muster.region.outbox;

import dev.muster.region.outbox.OutboxTable.Waiting;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Sends rows to Kafka and waits for it to have them. The producer is made when it is first needed, because it
/// refuses to be made while the broker's name does not resolve.
@ApplicationScoped
class RecordSender {
    private final Map<String, Object> settings;
    private @Nullable KafkaProducer<String, String> producer;

    RecordSender(@Identifier("default-kafka-broker") Map<String, Object> kafka, OutboxConfig config) {
        settings = new HashMap<>(kafka);
        int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(timeout / 2, 1));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    }

    /// Sends all; returns the rows before the first that failed. Those behind it are sent again later, so that each
    /// key ends with its last row.
    List<Waiting> send(List<Waiting> rows) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(rows.size());
        try {
            for (Waiting row : rows) {
                sent.add(producer().send(new ProducerRecord<>(row.topic(), row.key(), row.payload())));
            }
        } catch (KafkaException e) {
            if (sent.isEmpty()) {
                throw e;
            }
        }
        int acknowledged = 0;
        for (Future<RecordMetadata> record : sent) {
            try {
                record.get();
            } catch (ExecutionException _) {
                break;
            }
            acknowledged++;
        }
        return List.copyOf(rows.subList(0, acknowledged));
    }

    void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }

    private KafkaProducer<String, String> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        }
        return producer;
    }
}
