package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The BMC part of the enlistment against fakes of FreeIPMI and ipmitool.
class BmcProgramTest {
    private FakeMachine machine;

    @BeforeEach
    void oneCard(@TempDir Path directory) throws IOException {
        machine = new FakeMachine(directory).card("eth1", "52:54:00:aa:00:01", true);
    }

    @AfterEach
    void noPasswordIsVisibleAnywhere() throws IOException {
        for (String section : new String[] {"User2", "User3", "User4"}) {
            String password = machine.bmcValue(section, "Password");
            if (!password.isEmpty()) {
                assertThat(machine.everythingVisible()).doesNotContain(password);
            }
        }
        assertThat(machine.leftOver())
                .containsExactly(
                        "enlist.json",
                        "muster-enlist",
                        "muster_bmc.py",
                        "muster_metadata.py",
                        "muster_node.py",
                        "muster_region.py");
    }

    @Test
    void userIsMadeInTheFirstFreeSlotAndHandedOver() throws Exception {
        machine.bmc();
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(1)).contains("power_type=ipmi");
        var parameters = powerParameters(1);
        assertThat(parameters.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("power_address", "power_user", "power_pass", "power_driver");
        assertThat(parameters.get("power_address").asText()).isEqualTo("10.0.9.9");
        assertThat(parameters.get("power_user").asText()).isEqualTo("maas");
        assertThat(parameters.get("power_driver").asText()).isEqualTo("LAN_2_0");
        assertThat(parameters.get("power_pass").asText()).isEqualTo(machine.bmcValue("User3", "Password"));
        assertThat(machine.bmcValue("User3", "Username")).isEqualTo("maas");
        assertThat(machine.commits()).isEqualTo("""
                User3:Username
                User3:Password
                User3:Enable_User
                User3:Lan_Privilege_Limit
                User3:Lan_Enable_IPMI_Msgs
                """);
    }

    @Test
    void driversAreLoadedFirst() throws Exception {
        machine.bmc();
        machine.enlist();
        assertThat(machine.calls())
                .containsSubsequence(
                        "modprobe ipmi_msghandler", "modprobe ipmi_devintf", "modprobe ipmi_si", "ipmi-locate");
    }

    @Test
    void passwordMeetsCommonPolicies() throws Exception {
        machine.bmc();
        machine.enlist();
        assertThat(machine.bmcValue("User3", "Password"))
                .hasSize(15)
                .matches("[A-HJ-NP-Za-km-z2-9]+")
                .containsPattern("[A-Z]")
                .containsPattern("[a-z]")
                .containsPattern("[2-9]")
                .doesNotContainPattern("(.)\\1\\1");
    }

    @Test
    void userOfAnEarlierEnlistmentIsUsedAgain() throws Exception {
        machine.bmc().state("bmc/User4/Username", "maas");
        machine.enlist();
        assertThat(machine.bmcValue("User3", "Username")).isEqualTo("(Empty User)");
        assertThat(machine.commits()).startsWith("User4:Password\n").doesNotContain("User3");
    }

    @Test
    void fullBmcIsReportedAndTheMachineEnlistsWithoutPower() throws Exception {
        machine.bmc().state("bmc/User3/Username", "bob").state("bmc/User4/Username", "eve");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(1))
                .contains("step=bmc", "error=BMC: no free user slot, and no user maas")
                .first()
                .isEqualTo("url=http://10.0.0.1:5248/node-report");
        assertThat(machine.post(2)).contains("op=new", "power_type=", "power_parameters=");
        assertThat(machine.commits()).isEmpty();
    }

    @Test
    void settingThatDidNotStickIsReported() throws Exception {
        machine.bmc().state("bmc.ignores.Lan_Privilege_Limit", "");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(1)).contains("error=BMC: User3: Lan_Privilege_Limit is not what was set");
        assertThat(machine.post(2)).contains("power_type=");
    }

    @Test
    void passwordThatDidNotStickIsTriedThreeTimesAndReported() throws Exception {
        machine.bmc().state("bmc.ignores.Password", "");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(1)).contains("error=BMC: User3: takes no password");
        assertThat(machine.commits()).containsSubsequence("User3:Password", "User3:Password", "User3:Password");
    }

    @Test
    void bmcWithoutAddressIsSwitchedToDhcp() throws Exception {
        machine.bmc().state("bmc/Lan_Conf/IP_Address", "0.0.0.0").state("bmc.dhcp", "10.0.9.50");
        machine.enlist();
        assertThat(machine.bmcValue("Lan_Conf", "IP_Address_Source")).isEqualTo("Use_DHCP");
        assertThat(powerParameters(1).get("power_address").asText()).isEqualTo("10.0.9.50");
    }

    @Test
    void bmcThatDhcpDoesNotAnswerIsReportedAfterABoundedWait() throws Exception {
        machine.bmc().state("bmc/Lan_Conf/IP_Address", "0.0.0.0").state("bmc/Lan_Conf/IP_Address_Source", "Use_DHCP");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(1)).contains("error=BMC: no address after 60 s of DHCP");
        assertThat(machine.commits()).isEqualTo("Lan_Conf:IP_Address_Source\nLan_Conf:IP_Address_Source\n");
        // the address and its source, then the address every 5 s
        assertThat(machine.calls().split("--checkout --section=Lan_Conf\n", -1)).hasSize(1 + 2 + 12);
    }

    @Test
    void oldBmcGetsTheOldDriver() throws Exception {
        machine.bmc().state("ipmi-locate", "IPMI Version: 1.5\n");
        machine.enlist();
        assertThat(powerParameters(1).get("power_driver").asText()).isEqualTo("LAN");
    }

    @Test
    void bmcThatOnlyTheDriverFoundCounts() throws Exception {
        machine.bmc()
                .state("ipmi-locate", "Probing KCS device using SMBIOS... FAILED\n")
                .system("dev/ipmi0", "");
        machine.enlist();
        assertThat(powerParameters(1).get("power_driver").asText()).isEqualTo("LAN_2_0");
    }

    @Test
    void moonshotCartridgeIsReachedThroughItsChassis() throws Exception {
        machine.state("ipmi-locate", "IPMI Version: 2.0\n").state("moonshot", "");
        machine.enlist();
        assertThat(machine.post(1))
                .contains("power_type=moonshot")
                .contains("power_parameters={\"power_address\":\"10.0.0.77\",\"power_user\":\"Administrator\","
                        + "\"power_pass\":\"password\",\"power_hwaddress\":\"-B 0 -T 0x88 -b 7 -t 0x72 -m 0x20\"}");
    }

    @Test
    void machineWithoutABmcEnlistsAtOnce() throws Exception {
        machine.enlist();
        assertThat(machine.posts()).isOne();
        assertThat(machine.post(1)).contains("power_type=");
        assertThat(machine.console()).contains("no BMC found");
    }

    @Test
    void virtualMachineIsNotAskedForABmc() throws Exception {
        machine.bmc().system("proc/cpuinfo", "model name\t: QEMU TCG CPU version 2.5+\nflags\t: lm\n");
        machine.enlist();
        assertThat(machine.calls()).doesNotContain("modprobe").doesNotContain("bmc-config");
    }

    @Test
    void refusedPowerParametersAreLeftOutOnce() throws Exception {
        machine.bmc().state("answers/1", "400\n{\"power_type\": [\"Bad power_type 'ipmi'\"]}");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(2)).contains("op=new", "power_type=", "power_parameters=");
    }

    private JsonNode powerParameters(int post) throws IOException {
        String field = machine.post(post).stream()
                .filter(line -> line.startsWith("power_parameters="))
                .findFirst()
                .orElseThrow();
        return new ObjectMapper().readTree(field.substring("power_parameters=".length()));
    }
}
