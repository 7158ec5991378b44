package dev.muster.cluster.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.OperatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogSettingsTest {
    private static final String TLS = "muster.cluster.syslog.tls.";
    private static final Path LOGS = Path.of("/var/lib/muster/cluster/logs");

    @Test
    void tlsIsOffUnlessItIsConfigured() {
        SyslogConfig settings = settings(Map.of());

        assertThat(settings.tls()).isEmpty();
        assertThat(settings.address().getPort()).isEqualTo(514);
        assertThat(settings.limits()).isEqualTo(SyslogLimits.DEFAULT);
        assertThat(settings.logs()).isEqualTo(LOGS);
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

    @Test
    void theLimitsAreThoseOfTheReceiver() {
        assertThat(limits(Map.of())).isEqualTo(SyslogLimits.DEFAULT);
    }

    @Test
    void limitsAreSetByTheirKeys() {
        var syslog = limits(Map.of(
                "muster.cluster.limits.syslog.max-length", "2048",
                "muster.cluster.limits.syslog.idle", "PT5M",
                "muster.cluster.limits.syslog.hosts-per-sender", "9"));
        assertThat(syslog.maxLength()).isEqualTo(2048);
        assertThat(syslog.idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(syslog.hostsPerSender()).isEqualTo(9);
    }

    @Test
    void limitOutOfItsRangeIsNamed() {
        assertThatThrownBy(() -> limits(Map.of("muster.cluster.limits.syslog.max-length", "100")))
                .hasMessage("muster.cluster.limits.syslog.max-length is 100, must be 2048 to 65536");
    }

    private static SyslogLimits limits(Map<String, String> properties) {
        return SyslogLimitSettings.limits(OperatorSettings.of(SyslogLimitSettings.class, properties));
    }

    private static SyslogConfig settings(Map<String, String> properties) {
        return SyslogSettings.receiver(
                OperatorSettings.of(SyslogSettings.class, properties),
                limits(Map.of()),
                OperatorSettings.of(SyslogPorts.class, Map.of()),
                LOGS);
    }
}
