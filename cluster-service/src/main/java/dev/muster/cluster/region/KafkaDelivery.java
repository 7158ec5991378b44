package dev.muster.cluster.region;

import java.time.Duration;
import java.util.ArrayList;
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
import org.jboss.logging.Logger;

/// Delivers to a real broker, with bounded waiting.
final class KafkaDelivery implements Publisher.Delivery {
    private static final Logger LOG = Logger.getLogger(KafkaDelivery.class);

    private final KafkaProducer<String, String> producer;

    KafkaDelivery(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, "2",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, "3000",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "6000",
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "8388608"),
                new StringSerializer(),
                new StringSerializer());
    }

    @Override
    public boolean deliver(List<SpoolRecord> records) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(records.size());
        try {
            for (var record : records) {
                sent.add(producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())));
            }
            for (var future : sent) {
                future.get();
            }
            return true;
        } catch (KafkaException | ExecutionException e) {
            LOG.debugf("not delivered: %s", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
