package dev.muster.region.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
    @Test
    void leaseTellsItsAddressAndTime() {
        assertThat(Descriptions.of(progress(BootStep.DHCP_LEASE, Outcome.OK, 3, "")))
                .isEqualTo("DHCP lease 10.0.0.101 in 3 ms");
    }

    @Test
    void failureTellsWhy() {
        assertThat(Descriptions.of(progress(BootStep.KERNEL, Outcome.FAILED, 0, "no such file")))
                .isEqualTo("Kernel failed: no such file");
    }

    @Test
    void machineCannotForgeLinesOrFillTheDatabase() {
        String text = Descriptions.clean("a\r\nb\u0000\u001b[2J" + "x".repeat(5_000));
        assertThat(text).startsWith("a b [2J").hasSize(2_001);
    }

    static BootProgress progress(BootStep step, Outcome outcome, long millis, String detail) {
        return new BootProgress(
                UUID.randomUUID(),
                UUID.randomUUID(),
                MacAddress.of("52:54:00:00:00:01"),
                step,
                outcome,
                Instant.parse("2026-11-23T07:05:09.123Z"),
                millis,
                "10.0.0.101",
                detail);
    }
}
