package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import dev.muster.testing.Requirements;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole commands at OpenIPMI's BMC: what becomes of them, and that nobody on the machine gets to see the password.
class IpmiDeskIT {
    @TempDir
    Path folder;

    private IpmiSim bmc;
    private TestDesk desk;

    @BeforeEach
    void aBmc() throws Exception {
        Requirements.needTools("ipmi_sim", "ipmitool");
        bmc = IpmiSim.start(folder);
        desk = new TestDesk("ipmi", Duration.ofSeconds(4))
                .at(bmc.target(Map.of()).parameters());
    }

    @AfterEach
    void away() throws Exception {
        desk.close();
        bmc.close();
    }

    @Test
    void nobodySeesThePassword() throws Exception {
        try (var onlookers = Onlookers.begin()) {
            assertThat(desk.run(PowerAction.ON).state()).isEqualTo(PowerState.ON);
            assertThat(desk.run(PowerAction.QUERY).state()).isEqualTo(PowerState.ON);
            assertThat(desk.run(PowerAction.OFF).state()).isEqualTo(PowerState.OFF);
            PowerResult refused = desk.at(
                            bmc.target(Map.of("power_user", "nobody")).parameters())
                    .run(PowerAction.ON);
            assertThat(refused.ok()).isFalse();
            assertThat(refused.toString()).doesNotContain(IpmiSim.PASSWORD);
            onlookers.sawCommand("ipmitool");
            onlookers.sawNothingOf(IpmiSim.PASSWORD);
        }
    }

    @Test
    void aBmcThatLiesIsFoundOut() throws Exception {
        bmc.lieThatItIsOff();
        PowerResult result = desk.run(PowerAction.ON);
        assertThat(result.ok()).isFalse();
        assertThat(result.state()).isEqualTo(PowerState.OFF);
        assertThat(result.message()).contains("told to be switched on and is 'off'");
    }

    @Test
    void aSilentBmcIsGivenUp() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            desk.at(bmc.target(Map.of("power_address", "127.0.0.1:" + silent.getLocalPort()))
                    .parameters());
            PowerResult result = desk.run(PowerAction.ON);
            assertThat(result.ok()).isFalse();
            assertThat(result.state()).isEqualTo(PowerState.ERROR);
            assertThat(result.message()).contains("not answer");
        }
    }
}
