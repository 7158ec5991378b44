package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A real machine, by its own firmware, from power-on to the database, and what follows from that.
class EnlistmentIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:01:01");
    private static final Duration BOOT = Duration.ofMinutes(12);
    private static final Duration POWER_OFF = Duration.ofMinutes(6);

    @Test
    void anEmptyMachineMakesItselfKnown() throws Exception {
        ManagedNode.forget(SharedRack.get().api(), MAC);
        var steps = new Story();
        steps.then("an empty machine enlists itself and switches off", EnlistmentIT::enlistsItselfAndSwitchesOff);
        steps.then("its log lines are in the syslog tree", EnlistmentIT::itsLogLinesAreInTheSyslogTree);
        steps.then("the secret of its boot is not there", EnlistmentIT::theSecretOfItsBootIsNotInTheSyslogTree);
        steps.then("its apt proxy is the cluster's own", EnlistmentIT::itsAptProxyIsTheClustersOwn);
        steps.then("the second boot is told to power off", EnlistmentIT::theSecondBootMakesNoSecondNode);
        steps.then("with the region stopped boot files are served", EnlistmentIT::theRegionIsNotMissed);
    }

    private static void enlistsItselfAndSwitchesOff() throws Exception {
        var rack = SharedRack.get();
        var hardware = Hardware.ofMac(MAC);
        try (var machine = VirtualMachine.powerOn(rack.network(), hardware, rack.serialLog("first-boot"));
                var timeline = Timeline.follow(rack.api(), MAC.value(), event -> {})) {
            timeline.await(events -> ExpectedStep.firstMissing(events).isEmpty(), BOOT);

            assertThat(ExpectedStep.firstMissing(timeline.events()))
                    .as(() -> "console:\n" + machine.console().tail(30))
                    .isEmpty();
            assertThat(machine.awaitOff(POWER_OFF)).as("switched itself off").isTrue();
        }
        var nodes = nodesOfTheMachine();
        assertThat(nodes).hasSize(1);
        assertThat(nodes.get(0).path("status").asInt()).isZero();
        assertThat(nodes.get(0).path("architecture").asText()).isEqualTo("amd64/generic");
        assertThat(nodes.get(0).path("power_state").asText()).isEqualTo("unknown");
    }

    private static void itsLogLinesAreInTheSyslogTree() throws IOException {
        assertThat(syslog()).contains("Linux version").contains("muster-enlist");
    }

    private static void theSecretOfItsBootIsNotInTheSyslogTree() throws IOException {
        assertThat(syslog())
                .contains("Command line: ")
                .contains("iscsi_password=***")
                .doesNotContainPattern("iscsi_password=[0-9a-f]");
    }

    private static void itsAptProxyIsTheClustersOwn() throws IOException {
        assertThat(syslog()).contains("http://" + RackNetwork.SERVER + ":8000");
    }

    private static void theSecondBootMakesNoSecondNode() throws Exception {
        var rack = SharedRack.get();
        var hardware = Hardware.ofMac(MAC);
        try (var machine = VirtualMachine.powerOn(rack.network(), hardware, rack.serialLog("second-boot"))) {
            assertThat(machine.awaitOff(POWER_OFF))
                    .as(() -> "switched off; console:\n" + machine.console().tail(30))
                    .isTrue();
            assertThat(machine.console().find(Pattern.compile("powering off"))).isPresent();
        }
        assertThat(nodesOfTheMachine()).hasSize(1);
    }

    private static void theRegionIsNotMissed() throws Exception {
        var rack = SharedRack.get();
        var region = rack.service("region-service");
        signal(region, "STOP");
        try (var client = RackClient.plugIn(rack.network(), "away", MAC)) {
            assertThat(client.udhcpc()).containsKey("ip");
            client.run("curl", "-sS", "-m", "20", "-o", "/dev/null", "tftp://" + RackNetwork.SERVER + "/pxelinux.0")
                    .succeedWith("fetching the loader");
            String config = client.run(
                            "curl",
                            "-sS",
                            "-m",
                            "20",
                            "tftp://" + RackNetwork.SERVER + "/pxelinux.cfg/01-" + MAC.hyphenated())
                    .succeedWith("fetching the last answer");
            assertThat(config).contains("muster.poweroff");
        } finally {
            signal(region, "CONT");
        }
    }

    private static JsonNode nodesOfTheMachine() throws IOException, InterruptedException {
        return SharedRack.get().api().get("nodes/?op=list&mac_address=" + RegionApi.encode(MAC.value()));
    }

    private static String syslog() throws IOException {
        return SyslogTree.of(SharedRack.get()).text();
    }

    private static void signal(ProcessHandle process, String name) {
        Command.of("kill", "-" + name, Long.toString(process.pid())).succeed();
    }
}
