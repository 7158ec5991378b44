package dev.muster.region.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdOrderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final IdOrder order = new IdOrder(10);

    @Test
    void numbersWithoutAGapGoOutAtOnce() {
        assertThat(order.release(List.of(11L, 12L, 13L), 100, 100, START)).isEqualTo(3);
        assertThat(order.position()).isEqualTo(13);
    }

    @Test
    void gapHoldsBackWhatIsAboveUntilItIsFilled() {
        assertThat(order.release(List.of(11L, 13L), 100, 101, START)).isEqualTo(1);
        assertThat(order.release(List.of(12L, 13L), 101, 101, START.plusMillis(150)))
                .isEqualTo(2);
        assertThat(order.position()).isEqualTo(13);
    }

    @Test
    void gapIsPassedWhenNobodyIsLeftWhoCouldFillIt() {
        assertThat(order.release(List.of(12L), 100, 105, START)).isZero();
        assertThat(order.release(List.of(12L), 105, 106, START.plusMillis(200))).isZero();
        assertThat(order.release(List.of(12L), 104, 106, START.plusSeconds(5))).isZero();
        assertThat(order.release(List.of(12L), 105, 106, START.plusSeconds(6))).isEqualTo(1);
    }

    @Test
    void transactionThatHangsIsNotWaitedForForEver() {
        assertThat(order.release(List.of(12L), 100, 105, START)).isZero();
        assertThat(order.release(List.of(12L), 100, 200, START.plus(IdOrder.LONGEST_WAIT)))
                .isEqualTo(1);
    }

    @Test
    void gapsAreWaitedForTogether() {
        assertThat(order.release(List.of(12L, 14L, 16L), 100, 105, START)).isZero();
        assertThat(order.release(List.of(12L, 14L, 16L), 105, 105, START.plusSeconds(1)))
                .isEqualTo(3);
        assertThat(order.position()).isEqualTo(16);
    }
}
