package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// That a machine may be another one than before is told.
class DhcpDoubtTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<BootProgress> told = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DhcpProgress progress =
            new DhcpProgress(new Reporter(UUID.randomUUID(), Clock.systemUTC(), told::add), _ -> {}, meters);

    @Test
    void aLeaseAtAnotherPortIsCountedEachTimeAndToldOnce() {
        var before = RelayPort.of(Optional.of(Octets.ascii("port 7")), Optional.empty());
        var port = RelayPort.of(Optional.of(Octets.ascii("port 8")), Optional.empty())
                .after(before, NOW.plusSeconds(60));
        leased(port, false);
        leased(port, false);
        leased(port, true);
        leased(before, false);
        assertThat(meters.counter("muster.dhcp.moved").count()).isEqualTo(2);
        assertThat(told.stream().filter(step -> step.step() == BootStep.NETWORK))
                .singleElement()
                .satisfies(step -> assertThat(step.detail()).endsWith("gets no keys until 2026-01-01T00:01:00Z"));
    }

    private void leased(RelayPort port, boolean renewal) {
        var client = ClientIdentity.of(MacAddress.of("02:00:00:00:00:0a"));
        var lease = new Lease(client, Ipv4.parse("10.0.0.100"), NOW, NOW.plusSeconds(600), port);
        progress.leased(lease, "eth1", Duration.ZERO, OptionalInt.empty(), renewal);
    }
}
