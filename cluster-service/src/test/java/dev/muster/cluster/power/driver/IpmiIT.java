package dev.muster.cluster.power.driver;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerState;
import dev.muster.testing.Requirements;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real `ipmitool` at OpenIPMI's BMC, over both versions of the protocol.
class IpmiIT {
    private static final MacAddress BMC_MAC = MacAddress.of("52:54:00:bc:00:01");

    @TempDir
    Path folder;

    private IpmiSim bmc;
    private Ipmi driver;

    @BeforeEach
    void aBmc() throws Exception {
        Requirements.need(Files.exists(Path.of("/usr/bin/ipmi_sim")), "needs Debian's openipmi");
        Requirements.need(Files.exists(Path.of("/usr/bin/ipmitool")), "needs Debian's ipmitool");
        bmc = IpmiSim.start(folder);
        driver = new Ipmi(mac -> Optional.empty());
    }

    @AfterEach
    void away() throws Exception {
        bmc.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LAN", "LAN_2_0"})
    void switchesOnFromTheNetworkAnewAndOff(String version) throws Exception {
        var target = bmc.target(Map.of("power_driver", version));
        assertThat(driver.state(target)).isEqualTo(PowerState.OFF);

        driver.on(target);
        assertThat(bmc.told()).containsExactly("set boot pxe", "set power 1");
        assertThat(driver.state(target)).isEqualTo(PowerState.ON);
        assertThat(bmc.machineRuns()).isTrue();

        bmc.forget();
        driver.on(target);
        await("started anew").until(() -> bmc.told().equals(List.of("set boot pxe", "set power 0", "set power 1")));
        await("on again").until(bmc::machineRuns);

        driver.softOff(target);
        assertThat(driver.state(target)).isEqualTo(PowerState.OFF);
        driver.on(target);
        driver.off(target);
        assertThat(driver.state(target)).isEqualTo(PowerState.OFF);
        assertThat(bmc.machineRuns()).isFalse();
    }

    @Test
    void theBmcIsFoundByItsMac() throws Exception {
        var byMac = new Ipmi(mac -> mac.equals(BMC_MAC) ? Optional.of("no address") : Optional.empty());
        var target = bmc.target(Map.of("power_address", "", "mac_address", BMC_MAC.value()));
        assertThat(failure(() -> byMac.state(target)).reason()).contains("is not an address");
        assertThat(failure(() -> driver.state(target)).reason()).contains(BMC_MAC.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LAN", "LAN_2_0"})
    void aRefusedPasswordIsSaidAndNotTriedAgain(String version) {
        var target = bmc.target(Map.of("power_driver", version, "power_pass", "wrong"));
        var failure = failure(() -> driver.on(target));
        assertThat(failure.isLasting()).isTrue();
        assertThat(failure.reason()).contains("refuses the password");
    }

    @Test
    void anUnknownUserIsSaid() {
        var failure = failure(() -> driver.state(bmc.target(Map.of("power_user", "nobody"))));
        assertThat(failure.isLasting()).isTrue();
        assertThat(failure.reason()).contains("does not know the user 'nobody'");
    }

    @Test
    void aSilentBmcIsSaidAndMayBeTriedAgain() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var failure = failure(
                    () -> driver.state(bmc.target(Map.of("power_address", "127.0.0.1:" + silent.getLocalPort()))));
            assertThat(failure.isLasting()).isFalse();
            assertThat(failure.reason()).endsWith("does not answer");
        }
    }

    private static PowerFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(PowerFailure.class, call);
    }
}
