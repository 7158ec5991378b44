package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.OperatorSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TftpSettingsTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 69);

    @Test
    void blockSizeIsCappedPerInterface() {
        var tftp = settings(Map.of(
                "muster.cluster.limits.tftp.block-size", "9000",
                "muster.cluster.limits.tftp.interface-block-size.eth1", "1428",
                "muster.cluster.limits.tftp.transfers", "7",
                "muster.cluster.limits.tftp.give-up", "PT5S"));
        var eth1 = TftpSettings.server(tftp, ADDRESS, "eth1");
        assertThat(eth1.maxBlockSize()).isEqualTo(1428);
        assertThat(eth1.device()).hasValue("eth1");
        assertThat(eth1.maxTransfers()).isEqualTo(7);
        assertThat(eth1.giveUp()).isEqualTo(Duration.ofSeconds(5));
        assertThat(TftpSettings.server(tftp, ADDRESS, "eth2").maxBlockSize()).isEqualTo(9000);
        assertThat(TftpSettings.server(settings(Map.of()), ADDRESS, "eth1"))
                .isEqualTo(TftpServerConfig.at(ADDRESS).onDevice("eth1"));
    }

    private static TftpSettings settings(Map<String, String> properties) {
        return OperatorSettings.of(TftpSettings.class, properties);
    }
}
