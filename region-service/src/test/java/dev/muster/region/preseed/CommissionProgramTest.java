package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commissioning runner as the user-data starts it, against an HTTP server.
class CommissionProgramTest {
    private static final String SIGNAL = "/MAAS/metadata/2012-03-01/";
    private static final String SCRIPTS = SIGNAL + "maas-commissioning-scripts";

    private FakeMachine machine;
    private FakeRegion region;

    @BeforeEach
    void commissioningMachine(@TempDir Path directory) throws IOException {
        region = new FakeRegion();
        machine = new FakeMachine(directory)
                .system("etc/apt/apt.conf.d/x", "")
                .system("etc/cloud/cloud.cfg.d/91_kernel_cmdline_url.cfg", """
                        #cloud-config
                        datasource:
                          MAAS: {consumer_key: ck, metadata_url: '%s/metadata/',
                            token_key: tk, token_secret: ts}
                        """.formatted(region.baseUrl()));
    }

    @AfterEach
    void close() {
        region.close();
    }

    @Test
    void scriptsRunInOrderAndEveryResultArrives() throws Exception {
        scripts(Map.of(
                "50-second", "#!/bin/sh\necho two\necho oops >&2\nexit 3\n",
                "10-first", "#!/usr/bin/python3\nprint('one')\n"));
        assertThat(commission()).isZero();
        assertThat(region.told())
                .containsExactly(
                        "WORKING starting 10-first [1/2]",
                        "WORKING finished 10-first [1/2]: 0",
                        "WORKING starting 50-second [2/2]",
                        "WORKING finished 50-second [2/2]: 3",
                        "FAILED failed [1/2] (50-second)");
        assertThat(region.signals().get(1))
                .containsEntry("op", "signal")
                .containsEntry("script_result", "0")
                .containsEntry("10-first.out", "one\n")
                .containsEntry("10-first.err", "");
        assertThat(region.signals().get(3))
                .containsEntry("script_result", "3")
                .containsEntry("50-second.out", "two\n")
                .containsEntry("50-second.err", "oops\n");
        assertThat(machine.calls()).contains("systemctl --force poweroff");
    }

    @Test
    void filesOfASignalAreRawAndNamedTwice() throws Exception {
        scripts(Map.of("10-bytes", "#!/bin/sh\nprintf '\\000\\377\\r\\n--x'\n"));
        commission();
        String body = region.posts(SIGNAL).get(1).body();
        assertThat(body)
                .contains("Content-Disposition: form-data; name=\"10-bytes.out\"; filename=\"10-bytes.out\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n\u0000\u00ff\r\n--x\r\n--");
        assertThat(region.told()).last().isEqualTo("OK finished [1/1]");
    }

    @Test
    void managementControllerIsHandedOverFirst() throws Exception {
        machine.bmc();
        scripts(Map.of("10-first", "#!/bin/sh\n"));
        commission();
        assertThat(region.signals().getFirst())
                .containsEntry("status", "WORKING")
                .containsEntry("power_type", "ipmi")
                .hasEntrySatisfying("power_parameters", text -> assertThat(text)
                        .contains("\"power_address\":\"10.0.9.9\"", machine.bmcValue("User3", "Password")));
        assertThat(machine.everythingVisible()).doesNotContain(machine.bmcValue("User3", "Password"));
    }

    @Test
    void unusableManagementControllerIsToldAndDoesNotStopAnything() throws Exception {
        machine.bmc().state("bmc/User3/Username", "bob").state("bmc/User4/Username", "eve");
        scripts(Map.of("10-first", "#!/bin/sh\n"));
        commission();
        assertThat(region.told())
                .startsWith("WORKING BMC: no free user slot, and no user maas")
                .endsWith("OK finished [1/1]");
    }

    @Test
    void everyCallIsSignedWithTheNodesKey() throws Exception {
        scripts(Map.of("10-first", "#!/bin/sh\n"));
        commission();
        assertThat(region.calls()).isNotEmpty().allSatisfy(call -> assertThat(call.authorization())
                .startsWith("OAuth realm=\"\", ")
                .contains("oauth_consumer_key=\"ck\"", "oauth_token=\"tk\"", "oauth_signature=\"%26ts\""));
    }

    @Test
    void clockIsSetByTheAnswerThatRefusesIt() throws Exception {
        scripts(Map.of());
        Instant later = Instant.now().plus(Duration.ofDays(400));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(later.atZone(ZoneOffset.UTC));
        region.refuse(SCRIPTS, new FakeRegion.Refusal(401, date, -1));
        commission();
        assertThat(region.told()).containsExactly("OK finished [0/0]");
        assertThat(timestamp(region.calls().get(0))).isLessThan(later.getEpochSecond() - 86_400);
        assertThat(timestamp(region.calls().get(1))).isBetween(later.getEpochSecond() - 5, later.getEpochSecond() + 60);
    }

    @Test
    void regionThatIsAwayForAWhileLosesNothing() throws Exception {
        scripts(Map.of("10-first", "#!/bin/sh\necho hello\n"));
        region.refuse(SCRIPTS, 503).refuse(SIGNAL, 503).refuse(SIGNAL, 502);
        commission();
        assertThat(region.told().stream().distinct())
                .containsExactly(
                        "WORKING starting 10-first [1/1]", "WORKING finished 10-first [1/1]: 0", "OK finished [1/1]");
    }

    @Test
    void resultThatIsRefusedCostsItsScriptOnly() throws Exception {
        scripts(Map.of("10-first", "#!/bin/sh\n", "20-second", "#!/bin/sh\n"));
        region.refuse(SIGNAL, 400);
        commission();
        assertThat(region.told()).last().isEqualTo("OK finished [2/2]");
        region.refuse(SCRIPTS, 404);
        commission();
        assertThat(region.told()).last().isEqualTo("FAILED no commissioning scripts: HTTP 404 no: 404");
    }

    @Test
    void outputBeyondAMebibyteIsCutOff() throws Exception {
        scripts(Map.of("10-loud", "#!/bin/sh\nhead -c 3000000 /dev/zero | tr '\\0' x\n"));
        commission();
        assertThat(region.signals().get(1).get("10-loud.out")).hasSize(1024 * 1024);
        assertThat(region.told()).last().isEqualTo("OK finished [1/1]");
    }

    @Test
    void scriptThatHangsIsStoppedWithItsChildren() throws Exception {
        scripts(Map.of("10-hangs", "#!/bin/sh\necho begun\n/bin/sleep 1000 &\n/bin/sleep 1000\n"));
        machine.run(userData(), "MUSTER_SCRIPT_TIMEOUT=1");
        assertThat(region.signals().get(1))
                .containsEntry("script_result", "124")
                .containsEntry("10-hangs.out", "begun\n")
                .containsEntry("10-hangs.err", "\nstopped after 1 s\n");
    }

    @Test
    void programThatCannotBeStartedIsAFailure() throws Exception {
        scripts(Map.of("10-alien", "#!/no/such/interpreter\n"));
        commission();
        assertThat(region.signals().get(1)).containsEntry("script_result", "127");
        assertThat(region.told()).last().isEqualTo("FAILED failed [1/1] (10-alien)");
    }

    @Test
    void scriptsThatInstallSomethingUseTheProxyOfTheRack() throws Exception {
        scripts(Map.of("10-first", "#!/bin/sh\necho \"$MUSTER_LLDP_WAIT\"\n"));
        commission();
        assertThat(machine.file("etc/apt/apt.conf.d/90muster-proxy"))
                .isEqualTo("Acquire::http::Proxy \"http://127.0.0.1:8000/\";\n");
        assertThat(region.signals().get(1)).containsEntry("10-first.out", "30\n");
    }

    @Test
    void machineWithoutCredentialsSaysSoAndPowersOff(@TempDir Path other) throws Exception {
        var bare = new FakeMachine(other);
        assertThat(bare.run(userData())).isOne();
        assertThat(bare.console()).contains("no credentials: the kernel command line has no cloud-config-url");
        assertThat(bare.calls()).contains("systemctl --force poweroff");
    }

    private void scripts(Map<String, String> scripts) {
        region.file(SCRIPTS, FakeRegion.tar(scripts));
    }

    private int commission() throws Exception {
        return machine.run(userData());
    }

    private byte[] userData() {
        return Programs.programs()
                .commissioningUserData(new MachineContext(region.baseUrl(), "node-1", "node7.example.org"));
    }

    private static long timestamp(FakeRegion.Call call) {
        var matcher = Pattern.compile("oauth_timestamp=\"(\\d+)\"").matcher(call.authorization());
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
