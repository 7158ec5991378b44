package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.http.HttpLimits;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolLimitsTest {

    @Test
    void defaultsAreThoseOfTheServers() {
        var limits = limits(Map.of());
        assertThat(ProtocolLimits.Http.limits(limits.http())).isEqualTo(HttpLimits.DEFAULT);
    }

    @Test
    void limitsAreSetByTheirKeys() {
        var limits = limits(Map.of(
                "muster.cluster.limits.http.ranges", "1",
                "muster.cluster.limits.http.files", "2",
                "muster.cluster.limits.http.files-per-client", "3"));
        assertThat(ProtocolLimits.Http.limits(limits.http())).isEqualTo(new HttpLimits(1, 2, 3));
    }

    private static ProtocolLimits limits(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ClusterSettings.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(ClusterSettings.class)
                .limits();
    }
}
