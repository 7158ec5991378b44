package dev.muster.cluster.region.lane;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.region.lane.Segments.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DurableLaneTest {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long LIMIT = 64 << 10;

    @TempDir
    Path folder;

    private final SwitchableBroker broker = new SwitchableBroker();

    @Test
    void aRecordIsOnTheDiskWhenPutReturns() throws IOException {
        var syncs = new AtomicInteger();
        try (var lane = lane(new Segments(folder, (_, _) -> syncs.incrementAndGet()))) {
            lane.put(record(1));
            assertThat(syncs).hasValue(1);
            assertThat(new Segments(folder, Sync.NEVER).oldest().orElseThrow().records())
                    .containsExactly(record(1));
        }
    }

    /// As if the process were killed behind each step: what the broker has not acknowledged comes again.
    @Test
    void whatWasNotAcknowledgedIsSentByTheNextProcess() throws IOException {
        broker.goAway();
        var killed = lane(new Segments(folder, Sync.NEVER));
        killed.start();
        IntStream.range(0, 50).forEach(number -> killed.put(record(number)));
        broker.awaitAttempt();
        killed.close();

        broker.comeBack();
        try (var next = lane(new Segments(folder, Sync.NEVER))) {
            next.start();
            broker.awaitReceived(50);
            await("nothing waits").until(() -> next.waitingBytes() == 0);
        }
        assertThat(broker.received())
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(DurableLaneTest::record).toList());
    }

    @Test
    void recordsAreRepeatedUntilTheyAreAcknowledgedThenForgotten() throws IOException {
        broker.goAway();
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            lane.put(record(1));
            broker.awaitAttempt();
            broker.awaitAttempt();
            broker.comeBack();
            broker.awaitReceived(1);
            await("nothing waits").until(() -> lane.waitingBytes() == 0);
            lane.put(record(2));
            broker.awaitReceived(2);
        }
        assertThat(broker.received()).containsExactly(record(1), record(2));
    }

    @Test
    void beyondItsBoundThereIsNoRoomAndNothingIsDropped() throws IOException {
        broker.goAway();
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            int count = 0;
            while (lane.hasRoom()) {
                assertThat(lane.waitingBytes()).isLessThan(LIMIT);
                lane.put(record(count++));
            }
            assertThat(lane.waitingBytes()).isBetween(LIMIT, LIMIT + 1000);
            lane.put(record(count++));
            broker.comeBack();
            broker.awaitReceived(count);
            await("there is room").until(lane::hasRoom);
            assertThat(lane.dropped()).isZero();
        }
    }

    @Test
    void whatTheDiskRefusesGoesToTheBrokerAndThereIsNoRoomMeanwhile() throws IOException {
        broker.goAway();
        var refuses = new AtomicBoolean(true);
        var segments = new Segments(folder, (_, _) -> {
            if (refuses.get()) {
                throw new IOException("no space left on device");
            }
        });
        try (var lane = lane(segments)) {
            lane.start();
            lane.put(record(1));
            lane.put(record(2));
            assertThat(lane.hasRoom()).isFalse();

            broker.comeBack();
            broker.awaitReceived(2);
            await("there is room").until(lane::hasRoom);

            broker.goAway();
            lane.put(record(3));
            assertThat(lane.hasRoom()).isFalse();
            refuses.set(false);
            await("the disk has it").until(lane::hasRoom);
            broker.comeBack();
            broker.awaitReceived(3);
        }
        assertThat(broker.received()).containsExactly(record(1), record(2), record(3));
    }

    private DurableLane lane(Segments segments) {
        return new DurableLane("power", segments, LIMIT, broker, PAUSE);
    }

    private static Outgoing record(int number) {
        return new Outgoing("node-" + number, "{\"ok\":true}");
    }
}
