package dev.muster.cluster.region.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Delivers to one topic of a real broker, with bounded waiting and a producer of its own. The producer is made when it
/// is first needed, because it refuses to be made while the broker's name does not resolve.
final class KafkaDelivery implements Delivery {
    private static final Logger LOG = Logger.getLogger(KafkaDelivery.class);

    private final String topic;
    private final Map<String, Object> settings;
    private final AtomicLong refused = new AtomicLong();
    private @Nullable KafkaProducer<String, String> producer;

    /// @param bufferBytes of records under way
    KafkaDelivery(String bootstrapServers, String topic, long bufferBytes) {
        this.topic = topic;
        this.settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG, "lane-" + topic,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, "2",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "3000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "6000",
                ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(bufferBytes));
    }

    @Override
    public boolean deliver(List<Outgoing> records) throws InterruptedException {
        try {
            var underWay = new ArrayList<Future<RecordMetadata>>(records.size());
            boolean all = true;
            for (var record : records) {
                var sent = producer().send(new ProducerRecord<>(topic, record.key(), record.value()));
                if (!sent.isDone()) {
                    underWay.add(sent);
                } else if (!acknowledged(sent)) {
                    // it has waited for a broker or for room in the buffer, and so would each behind it
                    all = false;
                    break;
                }
            }
            for (var sent : underWay) {
                all &= acknowledged(sent);
            }
            return all;
        } catch (InterruptException e) {
            // it has set the flag again, which who is told by an exception does not want
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (KafkaException e) {
            LOG.debugf("%s: not delivered: %s", topic, e.getMessage());
            return false;
        }
    }

    /// What the broker will never take counts as done: those behind it would wait for ever.
    private boolean acknowledged(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException || e.getCause() instanceof InvalidRecordException) {
                refused.incrementAndGet();
                LOG.errorf(
                        "%s: the broker refuses a record: %s",
                        topic, e.getCause().getMessage());
                return true;
            }
            LOG.debugf("%s: not delivered: %s", topic, e.getMessage());
            return false;
        }
    }

    private KafkaProducer<String, String> producer() {
        var made = producer;
        if (made == null) {
            made = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
            producer = made;
        }
        return made;
    }

    @Override
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
