package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.event.BootProgress;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DhcpStepsTest {
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");

    private final List<BootProgress> told = new ArrayList<>();
    private final DhcpSteps steps = new DhcpSteps(new Reporter(UUID.randomUUID(), InstantSource.system(), told::add));

    /// A timeline shows the field and the detail.
    @Test
    void theAddressIsToldOnce() {
        steps.offered(MAC, "10.0.0.100", "eth1");
        steps.leased(MAC, "10.0.0.100", "eth1", Duration.ZERO, OptionalInt.of(7));
        assertThat(told).extracting(BootProgress::address).containsOnly("10.0.0.100");
        assertThat(told)
                .extracting(BootProgress::detail)
                .containsExactly("on eth1", "on eth1, firmware architecture 7");
    }
}
