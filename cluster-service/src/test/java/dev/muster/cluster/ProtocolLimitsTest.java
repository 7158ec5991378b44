package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.http.HttpLimits;
import dev.muster.cluster.syslog.SyslogLimits;
import dev.muster.cluster.tftp.server.TftpServerConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolLimitsTest {

    @Test
    void defaultsAreThoseOfTheServers() {
        var limits = limits(Map.of());
        assertThat(ProtocolLimits.Http.limits(limits.http())).isEqualTo(HttpLimits.DEFAULT);
        assertThat(ProtocolLimits.Syslog.limits(limits.syslog())).isEqualTo(SyslogLimits.DEFAULT);
    }

    @Test
    void limitsAreSetByTheirKeys() {
        var limits = limits(Map.of(
                "muster.cluster.limits.http.ranges", "1",
                "muster.cluster.limits.http.files", "2",
                "muster.cluster.limits.http.files-per-client", "3",
                "muster.cluster.limits.syslog.max-length", "2048",
                "muster.cluster.limits.syslog.idle", "PT5M",
                "muster.cluster.limits.syslog.hosts-per-sender", "9"));
        assertThat(ProtocolLimits.Http.limits(limits.http())).isEqualTo(new HttpLimits(1, 2, 3));
        var syslog = ProtocolLimits.Syslog.limits(limits.syslog());
        assertThat(syslog.maxLength()).isEqualTo(2048);
        assertThat(syslog.idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(syslog.hostsPerSender()).isEqualTo(9);
    }

    @Test
    void syslogLimitOutOfItsRangeIsNamed() {
        var syslog =
                limits(Map.of("muster.cluster.limits.syslog.max-length", "100")).syslog();
        assertThatThrownBy(() -> ProtocolLimits.Syslog.limits(syslog))
                .hasMessage("muster.cluster.limits.syslog.max-length is 100, must be 2048 to 65536");
    }

    @Test
    void blockSizeIsCappedPerInterface() {
        var tftp = limits(Map.of(
                        "muster.cluster.limits.tftp.block-size", "9000",
                        "muster.cluster.limits.tftp.interface-block-size.eth1", "1428",
                        "muster.cluster.limits.tftp.transfers", "7",
                        "muster.cluster.limits.tftp.give-up", "PT5S"))
                .tftp();
        var address = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 69);
        var eth1 = ProtocolLimits.Tftp.server(tftp, address, "eth1");
        assertThat(eth1.maxBlockSize()).isEqualTo(1428);
        assertThat(eth1.device()).hasValue("eth1");
        assertThat(eth1.maxTransfers()).isEqualTo(7);
        assertThat(eth1.giveUp()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ProtocolLimits.Tftp.server(tftp, address, "eth2").maxBlockSize())
                .isEqualTo(9000);
        assertThat(ProtocolLimits.Tftp.server(limits(Map.of()).tftp(), address, "eth1"))
                .isEqualTo(TftpServerConfig.at(address).onDevice("eth1"));
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
