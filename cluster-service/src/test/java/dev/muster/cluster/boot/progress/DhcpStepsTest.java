package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DhcpStepsTest {
    private static final MacAddress OTHER = MacAddress.of("00:9c:02:8e:02:6b");
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");

    private final List<BootProgress> told = new ArrayList<>();
    private final DhcpSteps steps = new DhcpSteps(new Reporter(UUID.randomUUID(), InstantSource.system(), told::add));

    @Test
    void clientWithoutAMacHasNoTimeline() {
        var nobody = MacAddress.ofBits(0);
        steps.offered(nobody, "10.0.0.100", "eth1");
        steps.leased(nobody, "10.0.0.100", "eth1", Duration.ZERO, OptionalInt.empty());
        steps.exhausted(nobody, "10.0.0.0/24");
        steps.noLoader(nobody, "ARM rpiboot (41)");
        assertThat(told).isEmpty();
    }

    @Test
    void firmwareWithoutALoaderIsToldOnceInAWhile() {
        var reporter = new Reporter(UUID.randomUUID(), InstantSource.system(), told::add);
        var meters = new SimpleMeterRegistry();
        var v4 = new DhcpProgress(reporter, _ -> {}, meters);
        var v6 = new Dhcp6Progress(reporter, _ -> {}, meters);
        for (int i = 0; i < 100; i++) {
            v4.noLoader(MAC, "RISC-V 64-bit UEFI (27)", "eth1");
            v6.noLoader(MAC, "RISC-V 64-bit UEFI (27)", "eth1");
            v6.noLoader(null, "RISC-V 64-bit UEFI (27)", "eth1");
        }
        v4.noLoader(OTHER, "ARM rpiboot (41)", "eth1");
        assertThat(told).extracting(BootProgress::step).containsOnly(BootStep.LOADER);
        assertThat(told).extracting(BootProgress::outcome).containsOnly(Outcome.FAILED);
        assertThat(told)
                .extracting(BootProgress::detail)
                .containsExactly(
                        "there is no loader for RISC-V 64-bit UEFI (27)",
                        "there is no loader for RISC-V 64-bit UEFI (27)",
                        "there is no loader for ARM rpiboot (41)");
        assertThat(meters.get("muster.dhcp.unbootable").counter().count()).isEqualTo(101);
        assertThat(meters.get("muster.dhcp6.unbootable").counter().count()).isEqualTo(200);
    }

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
