package dev.muster.cluster.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.OperatorSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DhcpSettingsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() {
        var limits = limits(Map.of());
        assertThat(limits.leasesPerMac()).isEqualTo(4);
        assertThat(limits.offerHold()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limits.quarantine()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void limitsAreSetByTheirKeys() {
        var limits = limits(Map.of(
                "muster.cluster.dhcp.leases-per-mac", "1",
                "muster.cluster.dhcp.offer-hold", "PT5S",
                "muster.cluster.dhcp.quarantine", "PT1H"));
        assertThat(limits.leasesPerMac()).isEqualTo(1);
        assertThat(limits.offerHold()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.quarantine()).isEqualTo(Duration.ofHours(1));
    }

    private static DhcpLimits limits(Map<String, String> properties) {
        return DhcpSettings.limits(OperatorSettings.of(DhcpSettings.class, properties), _ -> false);
    }
}
