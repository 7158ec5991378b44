package dev.muster.region.events;

import dev.muster.model.event.Topics;
import dev.muster.region.feed.DeadLetters;
import dev.muster.region.feed.Subscription;
import dev.muster.region.feed.TopicFeed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads boot progress.
@ApplicationScoped
class ProgressConsumer {
    private static final Subscription PROGRESS = new Subscription(
            Topics.BOOT_PROGRESS, "muster-region-progress", 500, "boot progress", "boot progress waits");

    private final TopicFeed feed;

    ProgressConsumer(
            ProgressRecords records,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            DeadLetters dead) {
        feed = new TopicFeed(PROGRESS, brokers, batch -> records.store(values(batch)), dead);
    }

    void start(@Observes StartupEvent startup) {
        feed.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        feed.stop();
    }

    private static List<byte[]> values(ConsumerRecords<String, byte[]> batch) {
        var values = new ArrayList<byte[]>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            values.add(record.value());
        }
        return values;
    }
}
