package dev.muster.cluster.syslog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineQueueTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");
    private static final int BLOCK = 1000;
    private static final Duration SHORT = Duration.ofMillis(1);

    private final LineQueue queue = new LineQueue(16 * BLOCK);

    @Test
    void aSenderFillsAQuarterAndOthersGoOn() {
        for (int i = 0; i < 4; i++) {
            assertThat(queue.offer(stream(ONE))).isTrue();
        }
        assertThat(queue.offer(stream(ONE))).isFalse();
        assertThat(queue.room(ONE, Transport.TCP)).isZero();
        assertThat(queue.offer(stream(TWO))).isTrue();
        assertThat(queue.room(TWO, Transport.TCP)).isEqualTo(3 * BLOCK);
    }

    @Test
    void allSendersTogetherFillTheQueueAndNoMore() {
        int taken = 0;
        while (taken < 100 && queue.offer(stream(address(taken)))) {
            taken++;
        }
        assertThat(taken).isEqualTo(16);
        assertThat(queue.room(TWO, Transport.TCP)).isZero();
    }

    @Test
    void datagramsOfAllLeaveHalfToThoseWhoWaitAndOneSenderGetsAQuarterOfTheRest() {
        assertThat(queue.offer(datagram(ONE))).isTrue();
        assertThat(queue.offer(datagram(ONE))).isTrue();
        assertThat(queue.offer(datagram(ONE))).isFalse();
        int taken = 2;
        while (taken < 100 && queue.offer(datagram(address(taken)))) {
            taken++;
        }
        assertThat(taken).isEqualTo(8);
        assertThat(queue.offer(stream(TWO))).isTrue();
    }

    @Test
    void streamsThatAreHeldBackLeaveDatagramsTheirRoom() {
        for (int i = 0; i < 16; i++) {
            queue.offer(stream(address(i)));
        }
        assertThat(queue.offer(stream(address(50)))).isFalse();
        int taken = 0;
        while (taken < 100 && queue.offer(datagram(address(100 + taken)))) {
            taken++;
        }
        assertThat(taken).isEqualTo(8);
    }

    @Test
    void whatWasTakenCountsUntilItIsReleased() throws InterruptedException {
        for (int i = 0; i < 16; i++) {
            queue.offer(stream(address(i)));
        }
        var taken = queue.take(Duration.ofSeconds(5));
        assertThat(taken).hasSize(16);
        assertThat(queue.offer(stream(TWO))).isFalse();

        queue.release(taken.getFirst());
        assertThat(queue.offer(stream(TWO))).isTrue();
        assertThat(queue.offer(stream(TWO))).isFalse();
    }

    @Test
    void roomIsToldWhenASixteenthIsFreeAndWhenAllIs() throws InterruptedException {
        var told = new AtomicInteger();
        queue.whenRoom(told::incrementAndGet);
        var half = new LineBlock(ONE, Transport.TCP, Instant.EPOCH, BLOCK / 2 - 128);
        queue.offer(half);
        queue.offer(stream(ONE));
        queue.offer(half);
        queue.take(SHORT);

        queue.release(half);
        assertThat(told).hasValue(0);
        queue.release(stream(ONE));
        assertThat(told).hasValue(1);
        queue.release(half);
        assertThat(told).hasValue(2);
    }

    @Test
    void whoAskedBeforeItReadIsTakenBeyondTheRoom() {
        while (queue.room(ONE, Transport.TCP) > 0) {
            queue.put(stream(ONE));
        }
        assertThat(queue.put(stream(ONE))).isTrue();
        assertThat(queue.room(ONE, Transport.TCP)).isNegative();
    }

    @Test
    void closedQueueGivesWhatItHasAndTakesNoMore() throws InterruptedException {
        queue.offer(stream(ONE));
        queue.close();

        assertThat(queue.offer(stream(ONE))).isFalse();
        assertThat(queue.put(stream(ONE))).isFalse();
        assertThat(queue.isDone()).isFalse();
        assertThat(queue.take(Duration.ofSeconds(5))).hasSize(1);
        assertThat(queue.take(SHORT)).isEmpty();
        assertThat(queue.isDone()).isTrue();
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("198.51.100." + number);
    }

    private static LineBlock stream(InetAddress sender) {
        return new LineBlock(sender, Transport.TCP, Instant.EPOCH, BLOCK - 128);
    }

    private static LineBlock datagram(InetAddress sender) {
        return new LineBlock(sender, Transport.UDP, Instant.EPOCH, BLOCK - 128);
    }
}
