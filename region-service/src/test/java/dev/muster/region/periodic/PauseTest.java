package dev.muster.region.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {
    @ParameterizedTest
    @CsvSource({"PT0.1S, PT1S", "PT1S, PT1S", "PT1.001S, PT2S", "PT2.5S, PT3S", "PT5M, PT5M"})
    void turnsComeInWholeSeconds(Duration wanted, Duration pause) {
        assertThat(PeriodicTasks.pause(wanted)).isEqualTo(pause);
    }
}
