package dev.muster.cluster.region.lane;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.region.lane.Segments.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LossyLaneTest {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int BYTES = 100;

    @TempDir
    Path folder;

    private final SwitchableBroker broker = new SwitchableBroker();

    @Test
    void whileKafkaAnswersNothingGoesToTheDisk() throws IOException {
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            send(lane, 0, 2000);
            broker.awaitReceived(2000);
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(values()).isEqualTo(numbers(0, 2000));
    }

    @Test
    void whileKafkaIsAwayWhatComesWaitsOnDiskAndOrderHolds() throws IOException {
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            send(lane, 0, 10);
            broker.awaitReceived(10);
            broker.goAway();
            send(lane, 10, 1000);
            await("all is on disk").until(() -> lane.waitingBytes() == onDisk());
            broker.comeBack();
            send(lane, 1000, 2000);
            broker.awaitReceived(2000);
            assertThat(lane.dropped()).isZero();
        }
        assertThat(values()).isEqualTo(numbers(0, 2000));
    }

    /// A delivery takes seconds to fail; what comes in that time must not wait in memory.
    @Test
    void aDeliveryThatHangsDoesNotKeepTheOthersFromTheDisk() throws IOException {
        broker.goAway();
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            send(lane, 0, 1);
            broker.awaitAttempt();
            broker.hang();
            broker.awaitHanging();
            send(lane, 1, 5000);
            await("all is on disk").until(() -> lane.waitingBytes() == onDisk());
            broker.comeBack();
            broker.awaitReceived(5000);
        }
        assertThat(values()).isEqualTo(numbers(0, 5000));
    }

    @Test
    void whatWaitsAtTheEndIsThereAtTheNextStart() throws IOException {
        broker.goAway();
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            send(lane, 0, 700);
        }
        broker.comeBack();
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            broker.awaitReceived(700);
        }
        assertThat(values()).isEqualTo(numbers(0, 700));
    }

    @Test
    void aDiskThatRefusesLosesWhatIsCountedAndTheLaneGoesOn() throws IOException {
        broker.goAway();
        var segments = new Segments(folder, (_, _) -> {
            throw new IOException("no space left on device");
        });
        try (var lane = lane(segments)) {
            lane.start();
            send(lane, 0, 100);
            await("something is lost").until(() -> lane.dropped() > 0);
            broker.comeBack();
            // until one gets through it is away, and what comes meanwhile goes to the disk
            var probes = new AtomicInteger();
            await("it has noticed").until(() -> {
                send(lane, 1000, 1001);
                probes.incrementAndGet();
                return !lane.away();
            });
            await("all is sent or lost").until(() -> broker.received().size() + lane.dropped() == 100 + probes.get());
            int before = broker.received().size();
            send(lane, 100, 200);
            broker.awaitReceived(before + 100);
        }
    }

    @Test
    void aRecordWithoutAFormIsCountedAndHoldsUpNothing() throws IOException {
        try (var lane = lane(new Segments(folder, Sync.NEVER))) {
            lane.start();
            lane.accept("host", -1, BYTES);
            send(lane, 0, 1);
            broker.awaitReceived(1);
            assertThat(lane.dropped()).isEqualTo(1);
        }
    }

    private LossyLane<Integer> lane(Segments segments) throws IOException {
        return new LossyLane<>(
                "log",
                new FairQueue<>(8 << 20, 8 << 20),
                new LossySpool(segments, Room.UNBOUNDED, 64 << 20, 64 << 20),
                broker,
                number -> {
                    if (number < 0) {
                        throw new IllegalArgumentException("no number of ours");
                    }
                    return new Outgoing("host", Integer.toString(number));
                },
                PAUSE);
    }

    private static void send(LossyLane<Integer> lane, int from, int to) {
        IntStream.range(from, to).forEach(number -> lane.accept("host", number, BYTES));
    }

    private long onDisk() throws IOException {
        return new Segments(folder, Sync.NEVER).bytes();
    }

    private List<Integer> values() {
        return broker.received().stream()
                .map(record -> Integer.valueOf(record.value()))
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
