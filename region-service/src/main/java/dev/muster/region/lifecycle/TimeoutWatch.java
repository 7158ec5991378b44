package dev.muster.region.lifecycle;

import dev.muster.region.watch.Watch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/// Looks every few seconds for nodes whose time is over, on every replica.
@ApplicationScoped
class TimeoutWatch {
    private final TimeoutSweep sweep;
    private final StallSweep stalls;
    private final LifecycleSettings settings;
    private volatile @Nullable Watch watch;

    TimeoutWatch(TimeoutSweep sweep, StallSweep stalls, LifecycleSettings settings) {
        this.sweep = sweep;
        this.stalls = stalls;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        watch = Watch.start("node-timeouts", settings.sweep(), () -> {
            sweep.sweep();
            stalls.sweep();
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var running = watch;
        if (running != null) {
            running.stop();
        }
    }
}
