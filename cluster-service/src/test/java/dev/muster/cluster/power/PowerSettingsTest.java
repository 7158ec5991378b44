package dev.muster.cluster.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.OperatorSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PowerSettingsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(limits(Map.of())).isEqualTo(PowerLimits.DEFAULT);
    }

    @Test
    void limitsAreSetByTheirKeys() {
        assertThat(limits(Map.of(
                        "muster.cluster.power.action-timeout", "PT60S",
                        "muster.cluster.power.query-timeout", "PT5S",
                        "muster.cluster.power.waits", "PT1S,PT3S",
                        "muster.cluster.power.actions", "2",
                        "muster.cluster.power.queries", "1")))
                .isEqualTo(new PowerLimits(
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)),
                        2,
                        1));
    }

    private static PowerLimits limits(Map<String, String> properties) {
        return PowerSettings.limits(OperatorSettings.of(PowerSettings.class, properties));
    }
}
