package dev.muster.lab;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine. Where it is missing the test is reported as skipped with the reason; under
/// continuous integration (`CI=true`) that is a failure.
final class Requirements {
    private Requirements() {}

    static void need(boolean condition, String reason) {
        if (!condition && "true".equals(System.getenv("CI"))) {
            Assertions.fail("not to be skipped under CI: " + reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }

    static void needRoot() {
        need("root".equals(System.getProperty("user.name")), "needs root, for network namespaces");
    }

    static void needTool(String name) {
        need(Command.of("sh", "-c", "command -v " + name).run().code() == 0, "needs " + name);
    }
}
