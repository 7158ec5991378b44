package dev.muster.cluster.power.driver;

import java.time.Duration;

/// Waits for a state, with a bound.
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Await() {}

    /// Something that may throw.
    interface Call {
        void run() throws Throwable;
    }

    /// A state that is looked at.
    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Condition condition, String what) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            Thread.sleep(20);
        }
    }
}
