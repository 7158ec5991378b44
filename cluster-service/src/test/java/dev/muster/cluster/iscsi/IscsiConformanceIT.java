package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import dev.muster.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// libiscsi's conformance suite. A pass that is lost fails the build; a new one is told, to be added to the list.
class IscsiConformanceIT {
    @TempDir
    Path directory;

    @BeforeEach
    void needTheSuite() {
        Requirements.need(
                Files.isExecutable(Path.of("/usr/bin/iscsi-test-cu")),
                "iscsi-test-cu is missing: install libiscsi-bin");
    }

    @Test
    void theReadOnlyUnitPassesItsList() throws Exception {
        try (LoopbackTarget target = new LoopbackTarget(directory)) {
            byte[] before = Files.readAllBytes(target.image());
            var verdicts = new ConformanceSuite(target.url(), List.of("--dataloss")).run();
            ConformanceSuite.compare(verdicts, "conformance-read-only.txt");
            assertThat(Arrays.equals(Files.readAllBytes(target.image()), before))
                    .isTrue();
        }
    }

    @Test
    void theReadOnlyUnitPassesItsListOfReservations() throws Exception {
        try (LoopbackTarget target = LoopbackTarget.withReservations(directory, Mode.OFF)) {
            var verdicts = ConformanceSuite.ofReservations(target.url(), List.of("--dataloss"))
                    .run();
            ConformanceSuite.compare(verdicts, "conformance-reservations-read-only.txt");
        }
    }

    @Test
    void theWritableUnitPassesItsListOfReservations() throws Exception {
        try (LoopbackTarget target = LoopbackTarget.withReservations(directory, Mode.SESSION)) {
            var verdicts = ConformanceSuite.ofReservations(target.url(), List.of("--dataloss"))
                    .run();
            ConformanceSuite.compare(verdicts, "conformance-reservations-writable.txt");
        }
    }

    /// A session's overlay is its own, so that tests at once do not disturb each other.
    @Test
    void theWritableUnitPassesItsList() throws Exception {
        try (LoopbackTarget target = new LoopbackTarget(directory, Mode.SESSION)) {
            byte[] before = Files.readAllBytes(target.image());
            var verdicts = new ConformanceSuite(target.url(), List.of("--dataloss")).run();
            ConformanceSuite.compare(verdicts, "conformance-writable.txt");
            assertThat(Arrays.equals(Files.readAllBytes(target.image()), before))
                    .isTrue();
        }
    }
}
