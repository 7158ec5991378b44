package dev.muster.cluster.region;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalKafka;
import dev.muster.local.Placement;
import dev.muster.model.event.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// At real brokers.
@Timeout(180)
class KafkaWatchTest {
    /// Nothing listens there.
    private static final String ELSEWHERE = "127.0.0.1:1";

    @TempDir
    Path folder;

    @Test
    void aBrokerIsInTouchUntilItIsAwayAndWhenItIsBack() throws Exception {
        var place = Placement.in(folder);
        var kafka = LocalKafka.start(place);
        try (var watch = new KafkaWatch(kafka.bootstrapServers())) {
            watch.start();
            await("before there is a topic").until(watch::inTouch);
            make(kafka);
            kafka.close();
            await("it went").until(() -> !watch.inTouch());
            kafka = LocalKafka.start(place.withPort(kafka.port()));
            await("it is back").until(watch::inTouch);
        } finally {
            kafka.close();
        }
    }

    @Test
    void aBrokerThatAdvertisesAnAddressThatDoesNotReachItIsAway() throws Exception {
        var place = Placement.in(folder);
        var kafka = LocalKafka.start(place);
        make(kafka);
        kafka.close();
        kafka = LocalKafka.start(place.withPort(kafka.port()), Optional.of(ELSEWHERE));
        try (var watch = new KafkaWatch(kafka.bootstrapServers())) {
            watch.start();
            await("a check").until(watch::hasChecked);
            assertThat(watch.inTouch()).isFalse();
        } finally {
            kafka.close();
        }
    }

    private static void make(LocalKafka kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.LEASE, 2, (short) 1)))
                    .all()
                    .get();
        }
    }
}
