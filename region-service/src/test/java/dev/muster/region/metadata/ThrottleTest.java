package dev.muster.region.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final Throttle throttle = new Throttle(Duration.ofSeconds(2), now::get);

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void oneOfAKindIsLetThroughInAWhile() {
        assertThat(throttle.lets("a")).isTrue();
        assertThat(throttle.lets("a")).isFalse();
        assertThat(throttle.lets("b")).isTrue();
        pass(Duration.ofMillis(1_999));
        assertThat(throttle.lets("a"))
                .as("what is held back makes nothing longer")
                .isFalse();
        pass(Duration.ofMillis(1));
        assertThat(throttle.lets("a")).isTrue();
        assertThat(throttle.lets("a")).isFalse();
    }

    @Test
    void aClockThatGoesBackLetsNothingThrough() {
        assertThat(throttle.lets("a")).isTrue();
        pass(Duration.ofDays(-1));
        assertThat(throttle.lets("a")).isFalse();
    }

    @Test
    void kindsWithoutEndAreForgotten() {
        for (int kind = 0; kind < 50_000; kind++) {
            throttle.lets("kind-" + kind);
        }
        assertThat(throttle.kinds()).isLessThanOrEqualTo(10_000);
    }
}
