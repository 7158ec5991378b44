package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietPeriodTest {

    @Test
    void theSameThingIsToldOncePerPeriod() {
        var period = new QuietPeriod<String>(Duration.ofHours(1));

        assertThat(period.isOver("one")).isTrue();
        assertThat(period.isOver("one")).isFalse();
        assertThat(period.isOver("other")).isTrue();
    }

    @Test
    void afterThePeriodItIsToldAgain() {
        var period = new QuietPeriod<String>(Duration.ZERO);

        assertThat(period.isOver("one")).isTrue();
        assertThat(period.isOver("one")).isTrue();
    }
}
