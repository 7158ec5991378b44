package dev.muster.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
}
