package dev.muster.cluster.region.lane;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeaseLaneTest {
    private static final UUID CLUSTER = UUID.fromString("1f0a7a4e-0d0a-4c6e-9c56-000000000001");
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final MacAddress ONE = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress OTHER = MacAddress.of("52:54:00:00:00:02");
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    private final SwitchableBroker broker = new SwitchableBroker();
    private final MutableLeases table = new MutableLeases();
    private volatile Instant now = START;

    @Test
    void aLeaseIsToldWithTheSecondsThatAreLeftWhenItIsSent() {
        broker.goAway();
        table.put(ONE, "10.0.0.1", START.plusSeconds(600));
        try (var lane = started(1 << 20)) {
            lane.changed("10.0.0.1");
            broker.awaitAttempt();
            now = START.plusSeconds(60);
            broker.comeBack();
            broker.awaitReceived(1);
        }
        assertThat(broker.received()).containsExactly(new Outgoing(CLUSTER + "/10.0.0.1", ONE + " 10.0.0.1 540"));
    }

    @Test
    void whatChangedWhileKafkaWasAwayIsToldOnceAsItIsThen() {
        broker.goAway();
        try (var lane = started(1 << 20)) {
            for (int renewal = 1; renewal <= 100; renewal++) {
                table.put(ONE, "10.0.0.1", START.plusSeconds(renewal));
                lane.changed("10.0.0.1");
            }
            broker.awaitAttempt();
            table.put(OTHER, "10.0.0.1", START.plusSeconds(700));
            lane.changed("10.0.0.1");
            lane.changed("10.0.0.2");
            broker.comeBack();
            broker.awaitReceived(2);
            await("nothing waits").until(() -> lane.waitingBytes() == 0);
        }
        assertThat(broker.received())
                .containsExactlyInAnyOrder(
                        new Outgoing(CLUSTER + "/10.0.0.1", OTHER + " 10.0.0.1 700"),
                        new Outgoing(CLUSTER + "/10.0.0.2", null));
    }

    @Test
    void anEndedLeaseHasNothingLeftAndOneThatIsGoneIsATombstone() {
        table.put(ONE, "10.0.0.1", START.minusSeconds(5));
        try (var lane = started(1 << 20)) {
            lane.changed("10.0.0.1");
            lane.changed("10.0.0.9");
            broker.awaitReceived(2);
        }
        assertThat(broker.received())
                .containsExactlyInAnyOrder(
                        new Outgoing(CLUSTER + "/10.0.0.1", ONE + " 10.0.0.1 0"),
                        new Outgoing(CLUSTER + "/10.0.0.9", null));
    }

    @Test
    void beyondItsBoundItIsRememberedThatAComparisonIsNeeded() {
        long limit = 64 << 10;
        broker.goAway();
        try (var lane = started(limit)) {
            assertThat(lane.takeIncomplete()).isFalse();
            for (int number = 0; number < 10_000; number++) {
                lane.changed("10.0." + number / 256 + "." + number % 256);
            }
            // a batch that could not be delivered comes back on top
            assertThat(lane.waitingBytes()).isLessThan(2 * limit + 500 * 150);
            assertThat(lane.takeIncomplete()).isTrue();
            assertThat(lane.takeIncomplete()).isFalse();
            assertThat(lane.dropped()).isZero();
        }
    }

    private LeaseLane started(long limit) {
        var lane = new LeaseLane(
                new LeaseLane.Origin(CLUSTER, () -> now),
                lease -> lease.mac() + " " + lease.address() + " " + lease.secondsLeft(),
                limit,
                broker,
                PAUSE);
        lane.start(table);
        return lane;
    }
}
