package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerTypes;
import dev.muster.testing.Requirements;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real `ipmitool` over two bridges of OpenIPMI's BMC to the controller of a machine. Each call takes six seconds,
/// because that BMC does not tell its cipher suites.
class MoonshotIT {
    private static final String BRIDGES = "-B 0 -T 0x20 -b 0 -t 0x72 -m 0x20";

    @TempDir
    Path folder;

    private final Moonshot driver = new Moonshot();

    @Test
    void aCartridgeIsSwitchedOnFromTheNetworkOverItsBridges() throws Exception {
        Requirements.needTools("ipmi_sim", "ipmitool");
        try (var chassis = IpmiSim.startChassis(folder)) {
            driver.on(target(chassis, Map.of()));
            assertThat(chassis.told()).containsExactly("set boot pxe", "set power 1");
            assertThat(chassis.machineRuns()).isTrue();
        }
    }

    @Test
    void aRefusedPasswordIsSaidAndNotTriedAgain() throws Exception {
        Requirements.needTools("ipmi_sim", "ipmitool");
        try (var chassis = IpmiSim.startChassis(folder)) {
            var failure = failure(() -> driver.state(target(chassis, Map.of("power_pass", "wrong"))));
            assertThat(failure.isLasting()).isTrue();
            assertThat(failure.reason()).contains("refuses the password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-B 0 -f /etc/shadow", "-t 0x72; reboot", "0x72", "-B zero"})
    void whatAreNoBridgesIsRefused(String bridges) {
        var failure = failure(() -> driver.state(
                target(Map.of("power_address", "127.0.0.1", "power_user", "maas", "power_hwaddress", bridges))));
        assertThat(failure.isLasting()).isTrue();
        assertThat(failure.reason()).contains("power_hwaddress is not of the form");
    }

    private static PowerTarget target(IpmiSim chassis, Map<String, String> changes) {
        var parameters = new HashMap<>(chassis.target(Map.of()).parameters());
        parameters.put("power_hwaddress", BRIDGES);
        parameters.putAll(changes);
        return target(parameters);
    }

    private static PowerTarget target(Map<String, String> parameters) {
        return new PowerTarget(PowerTypes.of("moonshot").orElseThrow(), "node-1", List.of(), parameters);
    }

    private static PowerFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(PowerFailure.class, call);
    }
}
