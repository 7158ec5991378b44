package dev.muster.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Flakes.Flake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlakesTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final String REPORT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="dev.muster.lab.FirmwareIT" tests="3" errors="0" skipped="0" failures="0">
              <testcase name="boots(Firmware)[1]" classname="dev.muster.lab.FirmwareIT" time="61.2">
                <flakyFailure message="[console: &#10;  no carrier]" type="java.lang.AssertionError">
                  <stackTrace><![CDATA[at somewhere]]></stackTrace>
                </flakyFailure>
              </testcase>
              <testcase name="enlists" classname="dev.muster.lab.FirmwareIT" time="3">
                <flakyError message="Address in use" type="java.net.BindException"/>
              </testcase>
              <testcase name="isWell" classname="dev.muster.lab.FirmwareIT" time="1"/>
            </testsuite>
            """;

    @TempDir
    Path project;

    @Test
    void testsThatFailedOnceAreListedWithTheirFailure() throws Exception {
        report("deploy/lab/target/failsafe-reports/TEST-dev.muster.lab.FirmwareIT.xml", START);

        assertThat(Flakes.of(project, START))
                .containsExactly(
                        new Flake(
                                "dev.muster.lab.FirmwareIT.boots(Firmware)[1]",
                                "java.lang.AssertionError: [console: no carrier]"),
                        new Flake("dev.muster.lab.FirmwareIT.enlists", "java.net.BindException: Address in use"));
    }

    @Test
    void reportsOfAnEarlierRunAndOfUnitTestsAreLeftOut() throws Exception {
        report("region-service/target/failsafe-reports/TEST-old.xml", START.minusSeconds(1));
        report("region-service/target/surefire-reports/TEST-unit.xml", START);
        report("region-service/target/failsafe-reports/notes.xml", START);

        assertThat(Flakes.of(project, START)).isEmpty();
    }

    @Test
    void aRunWithoutFlakesSaysSo() {
        assertThat(printed(List.of())).isEqualTo("Flakes: none. No integration test had to be run again.\n");
        assertThat(printed(List.of(new Flake("a.BIT.c", "late"))))
                .isEqualTo("Flakes: 1. These integration tests failed, and passed when they ran again:\n"
                        + "  a.BIT.c: late\n");
    }

    private static String printed(List<Flake> flakes) {
        var bytes = new ByteArrayOutputStream();
        Flakes.print(flakes, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void report(String name, Instant written) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, REPORT);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
