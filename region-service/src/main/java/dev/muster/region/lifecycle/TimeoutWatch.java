package dev.muster.region.lifecycle;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Looks every few seconds for nodes whose time is over, on every replica.
@ApplicationScoped
class TimeoutWatch {
    private static final Logger LOG = Logger.getLogger(TimeoutWatch.class);

    private final TimeoutSweep sweep;
    private final StallSweep stalls;
    private final LifecycleSettings settings;
    private volatile @Nullable Thread thread;

    TimeoutWatch(TimeoutSweep sweep, StallSweep stalls, LifecycleSettings settings) {
        this.sweep = sweep;
        this.stalls = stalls;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("node-timeouts").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var running = thread;
        if (running != null) {
            running.interrupt();
            running.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(settings.sweep());
                sweep.sweep();
                stalls.sweep();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("time-outs wait for the database: " + e.getMessage());
            }
        }
    }
}
