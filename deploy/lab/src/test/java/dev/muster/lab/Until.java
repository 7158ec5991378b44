package dev.muster.lab;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what a machine does in its own time.
final class Until {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private Until() {}

    /// Looks twice a second.
    ///
    /// @return whether it came true within the limit
    static boolean holds(Callable<Boolean> condition, Duration limit) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return true;
    }
}
