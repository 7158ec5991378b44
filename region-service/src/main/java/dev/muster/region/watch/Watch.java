package dev.muster.region.watch;

import java.time.Duration;
import org.jboss.logging.Logger;

/// A round that is made again and again, on every replica, from the start of the service to its end. One that fails
/// is logged, and the next one tries again: what is looked after is in the database, and waits there.
public final class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable round;
    private final Thread thread;

    private Watch(String name, Duration pause, Runnable round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /// @param name for logs and thread dumps
    /// @param pause before each round
    public static Watch start(String name, Duration pause, Runnable round) {
        var watch = new Watch(name, pause, round);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(pause);
                round.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn(name + " has to wait: " + e.getMessage());
            }
        }
    }

    /// Interrupts the round under way, and gives it a moment to end.
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(LAST_ROUND);
    }
}
