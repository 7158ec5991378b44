package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Identity, the POST with its retries, and both ends of the enlistment; the BMC has a test of its own.
class EnlistProgramTest {
    private static final String UNAVAILABLE = "503\nregion away";

    private FakeMachine machine;

    @BeforeEach
    void twoCardsAndABridge(@TempDir Path directory) throws IOException {
        machine = new FakeMachine(directory)
                .card("eth0", "52:54:00:aa:00:02", true)
                .card("eth1", "52:54:00:aa:00:01", true)
                .card("eth2", "52:54:00:aa:00:02", true)
                .card("br0", "52:54:00:aa:00:99", false)
                .state("reverse", "node7.example.org.\n");
    }

    @Test
    void oneFormPostMakesTheMachineKnown() throws Exception {
        assertThat(machine.enlist()).isZero();
        assertThat(machine.posts()).isOne();
        assertThat(machine.post(1))
                .containsExactly(
                        "url=http://10.0.0.1:5248/MAAS/api/1.0/nodes/",
                        "op=new",
                        "autodetect_nodegroup=1",
                        "hostname=node7.example.org",
                        "architecture=amd64",
                        "subarchitecture=generic",
                        "power_type=",
                        "power_parameters=",
                        "mac_addresses=52:54:00:aa:00:01",
                        "mac_addresses=52:54:00:aa:00:02");
    }

    @Test
    void infinibandPortIsNamedByItsWholeAddress() throws Exception {
        String port = "80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:aa:bb:cc";
        machine.card("ib0", port, true)
                .system("proc/cmdline", "ip=::::maas-enlist:BOOTIF ro BOOTIF=01-" + port.replace(':', '-') + "\n");
        machine.enlist();
        assertThat(machine.post(1))
                .filteredOn(field -> field.startsWith("mac_addresses"))
                .hasSize(3)
                .startsWith("mac_addresses=" + port);
    }

    @Test
    void hostNameIsThatOfTheBootedInterface() throws Exception {
        machine.enlist();
        assertThat(machine.calls()).contains("ip -4 -o addr show dev eth1").contains("-x 10.0.0.101");
    }

    @Test
    void nameThatDnsDoesNotKnowIsLeftToTheRegion() throws Exception {
        machine.state("reverse", ";; connection timed out; no servers could be reached\n");
        machine.enlist();
        assertThat(machine.post(1)).contains("hostname=");
    }

    @Test
    void processorWithoutLongModeIsWhatDpkgSays() throws Exception {
        machine.system("proc/cpuinfo", "model name\t: old\nflags\t\t: fpu vme lmx\n");
        machine.enlist();
        assertThat(machine.post(1)).contains("architecture=arm64");
    }

    @Test
    void machineBootedWithoutBootifStillNamesItsCards() throws Exception {
        machine.system("proc/cmdline", "root=/dev/sda quiet\n");
        machine.enlist();
        assertThat(machine.post(1))
                .filteredOn(field -> field.startsWith("mac_addresses"))
                .containsExactly("mac_addresses=52:54:00:aa:00:02", "mac_addresses=52:54:00:aa:00:01");
    }

    @Test
    void enlistedMachinePowersOffAfterAMoment() throws Exception {
        machine.enlist();
        assertThat(machine.calls()).contains("systemd-run --quiet --collect --on-active=5 ");
        assertThat(machine.console()).contains("enlisted as node-1").contains("power off in 5 s");
        assertThat(machine.console()).contains("enlisted as node-1").contains("apt proxy: http://10.0.0.1:8000/");
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
    void machineThatIsCommissionedInTheSameBootGoesOnWithItsKey() throws Exception {
        machine.state("answers/1", "200\n{\n    \"system_id\": \"node-7\",\n    \"substatus\": 1,\n    \"zone\": {}\n}")
                .state("answers/2", """
                        200
                        #cloud-config
                        datasource:
                          MAAS: {consumer_key: ck, metadata_url: 'http://10.0.0.1:5248/MAAS/metadata/',
                            token_key: tk, token_secret: s3cret}
                        """)
                .state("answers/3", """
                        200
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary="=x="

                        --=x=
                        Content-Type: text/cloud-config; charset="us-ascii"

                        #cloud-config
                        --=x=
                        Content-Type: text/x-shellscript; charset="us-ascii"

                        #!/bin/sh
                        echo "commissioning with $(grep -c token_secret "$MUSTER_ROOT"/etc/cloud/cloud.cfg.d/*cmdline*.cfg)" >>"$MUSTER_ROOT/dev/ttyS0"
                        --=x=--
                        """);
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(2))
                .containsExactly("url=http://10.0.0.1:5248/MAAS/metadata/latest/by-id/node-7/?op=get_preseed");
        assertThat(machine.post(3)).containsExactly("url=http://10.0.0.1:5248/MAAS/metadata/2012-03-01/user-data");
        assertThat(machine.console()).contains("goes on to the commissioning").contains("commissioning with 1");
        assertThat(machine.calls()).doesNotContain("--on-active=").doesNotContain("s3cret");
    }

    /// It booted from a card that nobody had seen, and by its enlistment it is known by it.
    @ParameterizedTest
    @ValueSource(ints = {6, 9, 14})
    void machineOfANodeThatIsInUseIsStartedAgain(int substatus) throws Exception {
        machine.state("answers/1", "200\n{\"system_id\": \"node-7\", \"substatus\": " + substatus + "}");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.posts()).isOne();
        assertThat(machine.calls())
                .contains("--on-active=5 ")
                .contains("reboot")
                .doesNotContain("poweroff");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 10, 16, 66})
    void machineOfANodeThatIsNotInUsePowersOff(int substatus) throws Exception {
        machine.state("answers/1", "200\n{\"system_id\": \"node-7\", \"substatus\": " + substatus + "}");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.calls()).contains("poweroff").doesNotContain("reboot");
    }

    @Test
    void machineThatCannotGoOnSaysWhyAndPowersOff() throws Exception {
        machine.state("answers/1", "200\n{\"system_id\": \"node-7\", \"substatus\": 1}")
                .state("answers/2", "403\nno");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.post(3)).contains("step=commission", "error=one boot: no preseed for node-7");
        assertThat(machine.calls()).contains("--on-active=5 ");
    }

    @Test
    void silentRegionIsAskedAgain() throws Exception {
        machine.state("answers/1", "000").state("answers/2", UNAVAILABLE);
        assertThat(machine.enlist()).isZero();
        assertThat(machine.posts()).isEqualTo(3);
        assertThat(machine.console()).contains("trying again in 2 s").contains("trying again in 4 s");
        assertThat(machine.console()).contains("HTTP 503 region away");
    }

    @Test
    void knownMachineIsASuccess() throws Exception {
        machine.state("answers/1", "400\n{\"mac_addresses\": [\"MAC address 52:54:00:aa:00:01 already in use.\"]}");
        assertThat(machine.enlist()).isZero();
        assertThat(machine.console()).contains("this machine is known already");
        assertThat(machine.calls()).contains("--on-active=5 ");
    }

    @Test
    void refusalIsFinalAndTheClusterIsToldWhy() throws Exception {
        machine.state("answers/1", "400\n{\"architecture\": [\"unknown\"]}");
        assertThat(machine.enlist()).isOne();
        assertThat(machine.posts()).isEqualTo(2);
        assertThat(machine.post(2))
                .containsExactly(
                        "url=http://10.0.0.1:5248/node-report",
                        "step=enlist",
                        "error=refused: HTTP 400 {\"architecture\": [\"unknown\"]}");
    }

    @Test
    void regionThatStaysAwayIsReportedAfterSixTries() throws Exception {
        for (int post = 1; post <= 6; post++) {
            machine.state("answers/" + post, UNAVAILABLE);
        }
        machine.state("answers/7", "000");
        assertThat(machine.enlist()).isOne();
        assertThat(machine.posts()).isEqualTo(8);
        assertThat(machine.post(8).getFirst()).endsWith("/node-report");
    }

    @Test
    void failedMachineOpensItsConsolesAndPowersOffWhenNobodyComes() throws Exception {
        machine.state("answers/1", "400\nno");
        machine.enlist();
        String dropIn = machine.file("run/systemd/system/serial-getty@ttyS0.service.d/muster.conf");
        assertThat(dropIn).isEqualTo("""
                [Service]
                ExecStart=
                ExecStart=-/sbin/agetty --autologin root --login-pause --noclear --keep-baud 115200,57600,38400,9600 %I $TERM
                """);
        assertThat(machine.file("run/systemd/system/getty@tty1.service.d/muster.conf"))
                .contains("--autologin root");
        assertThat(machine.file("etc/profile.d/muster-stay.sh")).isEqualTo("touch /run/muster-stay\n");
        assertThat(machine.calls())
                .contains("systemctl --no-block restart getty@tty1.service serial-getty@ttyS0.service")
                .contains("--on-active=600 ")
                .contains("[ -e /run/muster-stay ] || ");
        assertThat(machine.console()).contains("enlistment failed: refused").contains("Press ENTER");
    }

    @Test
    void machineWithoutANetworkCardSaysSo(@TempDir Path other) throws Exception {
        var bare = new FakeMachine(other).system("proc/cmdline", "quiet\n");
        assertThat(bare.enlist()).isOne();
        assertThat(bare.post(1)).contains("error=no network card with a MAC address");
    }
}
