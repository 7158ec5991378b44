package dev.muster.cluster.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp.policy.InvalidDhcpConfig;
import dev.muster.cluster.dhcp.policy.Subnets;
import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DhcpServerTest {
    @TempDir
    private Path directory;

    private Listeners listeners;
    private DhcpServer server;

    @BeforeEach
    void open() throws IOException {
        listeners = new Listeners(1);
        var settings = DhcpConfig.of(directory.resolve("leases"), BootFiles.at(5248));
        server = DhcpServer.open(settings, listeners, Clock.systemUTC(), DhcpEvents.NONE);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        listeners.close();
    }

    @Test
    void wrongConfigIsRefusedWithItsReason() {
        var wrong = List.of(Subnets.config("", "10.0.0", "10.0.0.9", "10.0.0.5"));
        assertThatThrownBy(() -> server.apply(wrong))
                .isInstanceOf(InvalidDhcpConfig.class)
                .hasMessageContaining("range_low");
    }

    @Test
    void missingInterfaceIsNamedAndFailsNothingElse() throws Exception {
        server.apply(List.of(Subnets.config("nosuch0", "10.0.0", "10.0.0.5", "10.0.0.9")));
        assertThat(server.missing()).containsOnlyKeys("nosuch0");
        assertThat(server.missing().get("nosuch0")).contains("nosuch0");
        server.apply(List.of());
        assertThat(server.missing()).isEmpty();
    }

    @Test
    void nobodyHasAnAddressAtFirst() throws Exception {
        server.apply(List.of());
        assertThat(server.leaseCount()).isZero();
        assertThat(server.macOf(Ipv4.parse("10.0.0.5").toInet())).isEmpty();
    }
}
