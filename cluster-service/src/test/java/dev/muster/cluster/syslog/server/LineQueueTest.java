package dev.muster.cluster.syslog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.SyslogMessage;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineQueueTest {
    private static final ReceivedLine LINE = line(Transport.TCP);
    private static final ReceivedLine DATAGRAM = line(Transport.UDP);

    private final LineQueue queue = new LineQueue(4500);

    @Test
    void fullQueueRefusesAndIsCrowdedBefore() {
        assertThat(queue.offer(LINE)).isTrue();
        assertThat(queue.offer(LINE)).isTrue();
        assertThat(queue.offer(LINE)).isTrue();
        assertThat(queue.isCrowded()).isFalse();
        assertThat(queue.offer(LINE)).isTrue();
        assertThat(queue.isCrowded()).isTrue();
        assertThat(queue.offer(LINE)).isFalse();
    }

    @Test
    void floodOfDatagramsLeavesRoomForThoseWhoWait() {
        assertThat(queue.offer(DATAGRAM)).isTrue();
        assertThat(queue.offer(DATAGRAM)).isTrue();
        assertThat(queue.offer(DATAGRAM)).isFalse();
        assertThat(queue.isCrowded()).isFalse();
        assertThat(queue.offer(LINE)).isTrue();
    }

    @Test
    void takingEmptiesIt() throws InterruptedException {
        queue.offer(LINE);
        queue.offer(LINE);

        assertThat(queue.take(Duration.ofSeconds(5))).hasSize(2);
        assertThat(queue.take(Duration.ofMillis(1))).isEmpty();
        assertThat(queue.isCrowded()).isFalse();
    }

    @Test
    void closedQueueGivesWhatItHasAndTakesNoMore() throws InterruptedException {
        queue.offer(LINE);
        queue.close();

        assertThat(queue.offer(LINE)).isFalse();
        assertThat(queue.isClosed()).isFalse();
        assertThat(queue.take(Duration.ofSeconds(5))).hasSize(1);
        assertThat(queue.isClosed()).isTrue();
    }

    private static ReceivedLine line(Transport transport) {
        return new ReceivedLine(
                Instant.EPOCH, InetAddress.getLoopbackAddress(), transport, "lab", 744, SyslogMessage.raw("x"));
    }
}
