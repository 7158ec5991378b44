package dev.muster.region.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final CallLimit limit = new CallLimit(60, 3);

    private void use(String address, int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(limit.delay(address, NOW)).isZero();
        }
    }

    @Test
    void anAddressIsAnsweredSoOftenAndThenTold() {
        use("10.0.0.1", 60);
        assertThat(limit.delay("10.0.0.1", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.delay("10.0.0.1", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.delay("10.0.0.1", NOW.plusSeconds(1))).isZero();
        assertThat(limit.delay("10.0.0.1", NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aMinuteLaterItHasAllItsCallsAndNoMore() {
        use("10.0.0.1", 60);
        var later = NOW.plusSeconds(3600);
        for (int call = 0; call < 60; call++) {
            assertThat(limit.delay("10.0.0.1", later)).isZero();
        }
        assertThat(limit.delay("10.0.0.1", later)).isPositive();
    }

    @Test
    void anotherAddressHasItsOwn() {
        use("10.0.0.1", 60);
        use("10.0.0.2", 60);
    }

    /// Who keeps on calling is remembered, however many others do.
    @Test
    void theAddressThatCalledLongestAgoIsForgotten() {
        use("10.0.0.1", 60);
        use("10.0.0.2", 1);
        use("10.0.0.3", 1);
        assertThat(limit.delay("10.0.0.1", NOW)).isPositive();
        use("10.0.0.4", 1);
        assertThat(limit.delay("10.0.0.1", NOW)).isPositive();
        use("10.0.0.2", 60);
    }
}
