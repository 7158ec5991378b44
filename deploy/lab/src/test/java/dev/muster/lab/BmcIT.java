package dev.muster.lab;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab's BMC, asked by `ipmitool` from the rack as the cluster asks it.
class BmcIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:0b:01");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @BeforeAll
    static void needs() {
        Requirements.needRoot();
        for (String tool :
                List.of("ip", "ss", "ethtool", "setpriv", "socat", "qemu-system-x86_64", "ipmi_sim", "ipmitool")) {
            Requirements.needTools(tool);
        }
    }

    @Test
    void aMachineIsSwitchedByItsBmcAndLeavesNothingBehind() throws Exception {
        Path serialLog = folder.resolve("serial.log");
        ProcessHandle qemu;
        try (var rack = RackNetwork.create()) {
            try (var bmc = Bmc.plug(rack, Hardware.ofMac(MAC), Bmc.ADDRESS, folder.resolve("bmc"), serialLog)) {
                assertThat(chassis(rack, bmc, "power", "status")).contains("is off");

                chassis(rack, bmc, "bootdev", "pxe");
                chassis(rack, bmc, "power", "on");
                assertThat(chassis(rack, bmc, "power", "status")).contains("is on");
                VirtualMachine first = bmc.machine().orElseThrow();
                await("its card sends").atMost(PATIENCE).until(() -> neighbours(rack)
                        .contains(MAC.value()));

                chassis(rack, bmc, "power", "cycle");
                await("another run")
                        .atMost(PATIENCE)
                        .until(() -> bmc.isOn() && bmc.machine().orElseThrow() != first);
                assertThat(first.isOn()).isFalse();

                chassis(rack, bmc, "power", "reset");
                chassis(rack, bmc, "power", "soft");
                assertThat(bmc.isOn()).as("no system that hears the button").isTrue();
                chassis(rack, bmc, "power", "off");
                await("off").atMost(PATIENCE).until(() -> !bmc.isOn());
                assertThat(chassis(rack, bmc, "power", "status")).contains("is off");

                bmc.powerOn();
                assertThat(bmc.isOn()).isTrue();
                assertThat(bmc.told()).startsWith("set boot pxe", "set power 1", "set power 0", "set power 1");
                qemu = bmc.machine().orElseThrow().process();
            }
            assertThat(qemu.isAlive()).isFalse();
            assertThat(rack.nodes().command("ss", "-Huln").succeed()).doesNotContain(":623");
        }
        assertThat(Files.readAllLines(serialLog).stream().filter(line -> line.contains("etc/sercon-port")))
                .as("what QEMU says at its start: every run is in the one log, unless it was killed before")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static String neighbours(RackNetwork rack) {
        return rack.nodes().command("bridge", "fdb", "show", "br", "br0").succeed();
    }

    private static String chassis(RackNetwork rack, Bmc bmc, String... words) {
        var parameters = bmc.powerParameters();
        var all = new ArrayList<>(List.of(
                "env",
                "IPMI_PASSWORD=" + parameters.get("power_pass"),
                "ipmitool",
                "-I",
                "lanplus",
                "-C",
                parameters.get("cipher_suite_id"),
                "-H",
                parameters.get("power_address"),
                "-U",
                parameters.get("power_user"),
                "-E",
                "chassis"));
        all.addAll(List.of(words));
        return rack.rack().command(all.toArray(String[]::new)).succeed();
    }
}
