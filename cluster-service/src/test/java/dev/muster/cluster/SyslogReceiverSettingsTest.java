package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.syslog.SyslogConfig;
import dev.muster.cluster.syslog.SyslogLimits;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogReceiverSettingsTest {
    private static final String TLS = "muster.cluster.syslog.tls.";

    @Test
    void tlsIsOffUnlessItIsConfigured() {
        SyslogConfig settings = settings(Map.of());

        assertThat(settings.tls()).isEmpty();
        assertThat(settings.address().getPort()).isEqualTo(514);
        assertThat(settings.limits()).isEqualTo(SyslogLimits.DEFAULT);
        assertThat(settings.logs()).isEqualTo(Path.of("/var/lib/muster/cluster/logs"));
    }

    @Test
    void tlsHasAPortOfItsOwn() {
        assertThat(settings(Map.of(TLS + "certificate", "/c.pem", TLS + "key", "/k.pem"))
                        .tls())
                .hasValueSatisfying(tls -> {
                    assertThat(tls.address().getPort()).isEqualTo(6514);
                    assertThat(tls.certificate()).isEqualTo(Path.of("/c.pem"));
                    assertThat(tls.key()).isEqualTo(Path.of("/k.pem"));
                    assertThat(tls.clientAuthorities()).isEqualTo(Optional.empty());
                });
    }

    @ParameterizedTest
    @CsvSource({"certificate, key", "key, certificate", "client-authorities, certificate"})
    void halfOfTlsStopsTheStartAndNamesTheOtherHalf(String set, String missing) {
        assertThatThrownBy(() -> settings(Map.of(TLS + set, "/x.pem")))
                .hasMessageContaining(TLS + missing + " is missing");
    }

    private static SyslogConfig settings(Map<String, String> properties) {
        return SyslogReceiverSettings.receiver(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ClusterSettings.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(ClusterSettings.class));
    }
}
