package dev.muster.region.lifecycle;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/// Looks every few seconds for nodes whose time is over, on every replica.
@ApplicationScoped
class TimeoutWatch {
    private final TimeoutSweep sweep;
    private final StallSweep stalls;

    TimeoutWatch(TimeoutSweep sweep, StallSweep stalls) {
        this.sweep = sweep;
        this.stalls = stalls;
    }

    @Scheduled(
            identity = "node-timeouts",
            every = "{muster.lifecycle.sweep}",
            delayed = "{muster.lifecycle.sweep}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() {
        sweep.sweep();
        stalls.sweep();
    }
}
