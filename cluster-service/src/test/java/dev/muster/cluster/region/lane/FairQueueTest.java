package dev.muster.cluster.region.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final int KIBI = 1024;
    private static final int ITEM = KIBI - FairQueue.ITEM_COST;
    private static final int LIMIT = 64 * KIBI;
    private static final int SHARE = 16 * KIBI;

    private final FairQueue<String> queue = new FairQueue<>(LIMIT, SHARE);

    @Test
    void aSendersItemsKeepTheirOrder() {
        send("a", 3);
        assertThat(queue.poll(10, LIMIT)).containsExactly("a1", "a2", "a3");
        assertThat(queue.bytes()).isZero();
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void beyondItsShareASendersOwnOldestGoAndAreCounted() {
        send("quiet", 3);
        send("flood", 100);

        assertThat(queue.bytes()).isLessThanOrEqualTo(3 * KIBI + SHARE + FairQueue.SENDER_COST);
        List<String> all = all();
        assertThat(all).contains("quiet1", "quiet2", "quiet3").endsWith("flood100");
        assertThat(all.size() + queue.dropped()).isEqualTo(103);
    }

    @Test
    void beyondTheBoundOfAllWhoHoldsTheMostLosesItsOldest() {
        send("quiet", 3);
        for (int flooder = 1; flooder <= 8; flooder++) {
            send("flood" + flooder, 14);
        }

        assertThat(queue.bytes()).isLessThanOrEqualTo(LIMIT);
        List<String> all = all();
        assertThat(all).contains("quiet1", "quiet2", "quiet3");
        assertThat(all.size() + queue.dropped()).isEqualTo(3 + 8 * 14);
    }

    /// Addresses of a sender cost nothing over UDP.
    @Test
    void anyNumberOfSendersStaysWithinTheBound() {
        IntStream.range(0, 100_000).forEach(number -> queue.offer("sender" + number, "x", 1));

        assertThat(queue.bytes()).isLessThanOrEqualTo(LIMIT);
        assertThat(all().size() + queue.dropped()).isEqualTo(100_000);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void sendersAreBoundedWhereBytesAreNot() {
        var large = new FairQueue<String>(1L << 30, 1 << 20);
        IntStream.range(0, 5000).forEach(number -> large.offer("sender" + number, "x", 1));

        long senders = FairQueue.MOST_SENDERS + 1;
        assertThat(large.bytes()).isEqualTo(5000L * (1 + FairQueue.ITEM_COST) + senders * FairQueue.SENDER_COST);
    }

    @Test
    void anItemBeyondTheBoundIsDroppedAndNothingElse() {
        queue.offer("quiet", "quiet1", ITEM);
        queue.offer("large", "large1", LIMIT);

        assertThat(all()).containsExactly("quiet1");
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void whoSentLittleDoesNotWaitForWhoSentMuch() {
        send("flood", 15);
        send("quiet", 1);

        assertThat(queue.poll(1000, 12 * KIBI)).doesNotContain("quiet1");
        assertThat(queue.poll(1000, 8 * KIBI)).contains("quiet1");
    }

    @Test
    void aBatchIsBoundedInItemsAndBytes() {
        send("a", 10);
        assertThat(queue.poll(4, LIMIT)).hasSize(4);
        assertThat(queue.poll(100, 2 * KIBI)).hasSize(2);
        assertThat(queue.poll(100, LIMIT)).hasSize(4);
        assertThat(queue.poll(100, LIMIT)).isEmpty();
    }

    private void send(String sender, int count) {
        IntStream.rangeClosed(1, count).forEach(number -> queue.offer(sender, sender + number, ITEM));
    }

    private List<String> all() {
        return queue.poll(Integer.MAX_VALUE, Long.MAX_VALUE);
    }
}
