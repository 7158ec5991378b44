package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedStepTest {

    @Test
    void theFirstMissingStepIsNamedInTheOrderOfABoot() {
        assertThat(ExpectedStep.firstMissing(List.of())).contains(ExpectedStep.LEASE);
        assertThat(ExpectedStep.firstMissing(List.of(step("DHCP_LEASE", "OK"), step("KERNEL", "OK"))))
                .contains(ExpectedStep.LOADER);
    }

    @Test
    void aFailedStepIsStillMissing() {
        assertThat(ExpectedStep.firstMissing(List.of(step("DHCP_LEASE", "FAILED"))))
                .contains(ExpectedStep.LEASE);
    }

    @Test
    void allStepsAndTheNodeMakeAnEnlistment() {
        var events = new ArrayList<TimelineEvent>();
        for (var name : List.of(
                "DHCP_LEASE",
                "LOADER",
                "BOOT_CONFIG",
                "KERNEL",
                "INITRD",
                "ISCSI_LOGIN",
                "PRESEED",
                "METADATA",
                "USER_DATA")) {
            events.add(step(name, "OK"));
        }
        assertThat(ExpectedStep.firstMissing(events)).contains(ExpectedStep.ENLISTED);
        events.add(new TimelineEvent("NODE_ENLISTED", "", "", "", "", Instant.EPOCH, 0, ""));
        assertThat(ExpectedStep.firstMissing(events)).isEmpty();
    }

    @Test
    void onlyDataLinesOfTheStreamAreEvents() {
        assertThat(TimelineEvent.ofLine(": heartbeat")).isEmpty();
        assertThat(TimelineEvent.ofLine("data: {broken")).isEmpty();
        assertThat(
                        TimelineEvent.ofLine(
                                "data: {\"type\":\"NODE_BOOT_KERNEL\",\"step\":\"KERNEL\",\"outcome\":\"OK\",\"at\":\"2026-01-01T00:00:00Z\"}"))
                .hasValueSatisfying(event -> assertThat(event.step()).isEqualTo("KERNEL"));
    }

    private static TimelineEvent step(String name, String outcome) {
        return new TimelineEvent("NODE_BOOT_" + name, name, outcome, "", "", Instant.EPOCH, 0, "");
    }
}
