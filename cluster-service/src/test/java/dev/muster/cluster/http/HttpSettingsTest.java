package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.OperatorSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {
    @Test
    void defaultsAreThoseOfTheServer() {
        assertThat(limits(Map.of())).isEqualTo(HttpLimits.DEFAULT);
    }

    @Test
    void limitsAreSetByTheirKeys() {
        assertThat(limits(Map.of(
                        "muster.cluster.limits.http.ranges", "1",
                        "muster.cluster.limits.http.files", "2",
                        "muster.cluster.limits.http.files-per-client", "3")))
                .isEqualTo(new HttpLimits(1, 2, 3));
    }

    private static HttpLimits limits(Map<String, String> properties) {
        return HttpSettings.limits(OperatorSettings.of(HttpSettings.class, properties));
    }
}
