package dev.muster.region.feed;

import dev.muster.model.event.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Puts aside what no consumer can use, counted by topic: into [Topics#dead], as it came, with the headers
/// `muster-reason` and `muster-place` (`<partition>/<offset>`). One that is very long is cut.
@ApplicationScoped
public class DeadLetters {
    static final String REASON = "muster-reason";
    static final String PLACE = "muster-place";

    /// Below what a broker takes, headers included.
    static final int LONGEST = 512 << 10;

    private static final int LONGEST_REASON = 1000;
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Map<String, Object> kafka;
    private final MeterRegistry meters;
    private @Nullable KafkaProducer<String, byte[]> producer;

    DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.meters = meters;
    }

    /// Blocks until the broker has it.
    ///
    /// @throws KafkaException if it does not take it now
    void put(ConsumerRecord<String, byte[]> record, String reason) {
        String topic = Topics.dead(record.topic());
        String place = record.partition() + "/" + record.offset();
        String why = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        var letter = new ProducerRecord<>(topic, record.key(), cut(record.value()));
        letter.headers().add(REASON, why.getBytes(StandardCharsets.UTF_8));
        letter.headers().add(PLACE, place.getBytes(StandardCharsets.UTF_8));
        try {
            producer().send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException(topic + " takes nothing", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(topic + ": interrupted", e);
        }
        Counter.builder("muster.consumer.dead.letters")
                .description("Records that no consumer can use, put aside")
                .tag("topic", record.topic())
                .register(meters)
                .increment();
        LOG.warnf("%s %s is put aside in %s: %s", record.topic(), place, topic, why);
    }

    private static byte @Nullable [] cut(byte @Nullable [] value) {
        return value == null || value.length <= LONGEST ? value : Arrays.copyOf(value, LONGEST);
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        var made = producer;
        if (made == null) {
            var settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
            settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "2097152");
            made = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    synchronized void stop(@Observes ShutdownEvent shutdown) {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
