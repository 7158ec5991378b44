package dev.muster.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine that it runs on. Where that is missing the test is skipped with the reason; under
/// continuous integration (`CI=true`), where nobody reads of skips, it fails.
public final class Requirements {
    private Requirements() {}

    /// Needs the condition.
    public static void need(boolean condition, String reason) {
        need(condition, reason, Boolean.parseBoolean(System.getenv("CI")));
    }

    static void need(boolean condition, String reason, boolean ci) {
        if (ci) {
            Assertions.assertTrue(condition, "not to be skipped under CI: " + reason);
        } else {
            Assumptions.assumeTrue(condition, reason);
        }
    }

    /// Needs to run as root.
    public static void needRoot() {
        need(isRoot(), "needs root");
    }

    /// Tells whether the test runs as root.
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /// Needs each of the programs, where Debian has them. `deploy/lib/packages.sh` names their packages.
    public static void needTools(String... tools) {
        for (String tool : tools) {
            boolean installed = Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            need(installed, "needs " + tool);
        }
    }
}
