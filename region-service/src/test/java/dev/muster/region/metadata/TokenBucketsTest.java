package dev.muster.region.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final TokenBuckets buckets = new TokenBuckets(3, 0.5);

    @Test
    void aBurstIsLetThroughAndThenTheRate() {
        assertThat(taken("a", NOW, 5)).isEqualTo(3);
        assertThat(taken("a", NOW.plusSeconds(1), 5)).isZero();
        assertThat(taken("a", NOW.plusSeconds(2), 5)).isEqualTo(1);
        assertThat(taken("a", NOW.plusSeconds(6), 5)).isEqualTo(2);
        assertThat(taken("a", NOW.plusSeconds(1_000), 5))
                .as("never more than fit")
                .isEqualTo(3);
    }

    @Test
    void oneDoesNotLiveAtAnothersCost() {
        assertThat(taken("a", NOW, 5)).isEqualTo(3);
        assertThat(taken("b", NOW, 5)).isEqualTo(3);
    }

    @Test
    void aClockThatGoesBackGivesAndTakesNothing() {
        assertThat(taken("a", NOW, 5)).isEqualTo(3);
        assertThat(taken("a", NOW.minusSeconds(100), 5)).isZero();
    }

    @Test
    void aBucketForNothingIsRefused() {
        assertThatThrownBy(() -> new TokenBuckets(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBuckets(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private int taken(String kind, Instant now, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += buckets.take(kind, now) ? 1 : 0;
        }
        return taken;
    }
}
