package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void theLineNamesTheRequestTheCausesAndOurOwnCode() {
        String line = Failures.line(
                "GET", "/MAAS/api/1.0/nodes/", new IllegalStateException("outer", new RuntimeException("in\nner")));
        assertThat(line)
                .startsWith("GET /MAAS/api/1.0/nodes/ failed: java.lang.IllegalStateException: outer at FailuresTest.")
                .contains("; caused by java.lang.RuntimeException: in ner")
                .doesNotContain("\n");
    }

    @Test
    void whateverFailsTheLineIsBounded() {
        Throwable failure = new IllegalArgumentException("x".repeat(100_000));
        for (int i = 0; i < 50; i++) {
            failure = new IllegalStateException("y".repeat(10_000), failure);
        }
        assertThat(Failures.line("POST", "/" + "z".repeat(10_000), failure)).hasSizeLessThanOrEqualTo(Failures.LONGEST);
    }
}
