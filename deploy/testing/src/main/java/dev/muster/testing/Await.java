package dev.muster.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Awaitility with one patience for all tests. Machines are shared and noisy: the bound is far above what anything
/// takes, and only a test that fails waits for it.
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private Await() {}

    /// Begins a wait of 30 seconds at most. The condition is evaluated in the caller's thread, which may hold a
    /// transaction or a request context.
    public static ConditionFactory await() {
        return patient(Awaitility.await());
    }

    /// Begins a wait whose failure says what was waited for.
    public static ConditionFactory await(String what) {
        return patient(Awaitility.await(what));
    }

    private static ConditionFactory patient(ConditionFactory waiting) {
        return waiting.pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(PATIENCE);
    }
}
