package dev.muster.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.stream.Stream;

/// What a test needs of the machine that it runs on.
public final class Requirements {
    private Requirements() {}

    /// Skips the test with the reason where the condition does not hold; in CI, where nothing may be skipped, fails it.
    public static void need(boolean condition, String reason) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            assertTrue(condition, reason);
        } else {
            assumeTrue(condition, reason);
        }
    }

    /// Needs each of the programs.
    public static void needTools(String... tools) {
        for (var tool : tools) {
            boolean installed = Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                    .anyMatch(folder -> new File(folder, tool).canExecute());
            need(installed, tool + " is not installed");
        }
    }
}
