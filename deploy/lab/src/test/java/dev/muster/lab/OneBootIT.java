package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Where a cluster wants it, an empty machine is known, looked at and Ready after its first boot.
@Tag("full")
class OneBootIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:06:01");
    private static final Duration BOOT = Duration.ofMinutes(12);
    private static final Duration POWER_OFF = Duration.ofMinutes(3);
    private static final long DISK_BYTES = 4L << 30;
    private static final Pattern KERNEL_START = Pattern.compile("Linux version ");

    @BeforeEach
    void oneBoot() throws Exception {
        oneBoot("1");
    }

    @AfterEach
    void asUsual() throws Exception {
        oneBoot("0");
    }

    @Test
    void anEmptyMachineIsEnlistedAndCommissionedInOneBoot() throws Exception {
        var rack = SharedRack.get();
        var disk = LifeStory.emptyDisk(rack.folder("one-boot").resolve("disk"), DISK_BYTES);
        var log = rack.serialLog("one-boot");
        try (var machine = VirtualMachine.powerOn(
                        rack.network(), Hardware.ofMac(MAC).withDisks(disk), log);
                var timeline = Timeline.follow(rack.api(), MAC.value(), _ -> {})) {
            assertThat(timeline.await(OneBootIT::isEnlisted, BOOT))
                    .as(() -> "console:\n" + machine.console().tail(30))
                    .isTrue();
            var node = ManagedNode.of(rack.api(), MAC);
            node.await(NodeStatus.READY, BOOT);
            assertThat(machine.awaitOff(POWER_OFF)).as("switched itself off").isTrue();

            assertThat(timeline.events()).extracting(TimelineEvent::step).containsOnlyOnce("KERNEL");
            JsonNode found = node.read();
            assertThat(found.path("cpu_count").asInt()).isEqualTo(2);
            assertThat(found.path("memory").asInt()).isBetween(1800, 2048);
            assertThat(found.path("storage").asLong()).isBetween(4000L, 4400L);
            assertThat(found.path("tag_names").toString()).contains("virtual");
            assertThat(node.results().findValuesAsText("name"))
                    .contains("00-maas-01-lshw.out", "99-maas-02-capture-lldp.out");
        }
        assertThat(Files.readString(log)).contains("goes on to the commissioning");
        assertThat(KERNEL_START.matcher(Files.readString(log)).results()).hasSize(1);
    }

    private static boolean isEnlisted(List<TimelineEvent> events) {
        return events.stream().anyMatch(event -> event.type().equals("NODE_ENLISTED"));
    }

    private static void oneBoot(String wanted) throws IOException, InterruptedException {
        RegionApi api = SharedRack.get().api();
        String cluster = api.get("nodegroups/?op=list").path(0).path("uuid").asText();
        api.put("nodegroups/" + cluster + "/", "one_boot", wanted);
    }
}
