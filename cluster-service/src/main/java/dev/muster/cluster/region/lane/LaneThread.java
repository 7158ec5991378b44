package dev.muster.cluster.region.lane;

import java.time.Duration;
import org.jboss.logging.Logger;

/// A thread that does one thing again and again until it is closed. A fault of ours ends no lane.
final class LaneThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LaneThread.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    private final Thread thread;
    private final Work work;
    private final Duration pauseAfterFault;

    /// One round; waits by itself if there is nothing to do.
    interface Work {
        void run() throws InterruptedException;
    }

    /// @param pauseAfterFault before it is tried again
    LaneThread(String name, Work work, Duration pauseAfterFault) {
        this.thread = Thread.ofPlatform().name("lane-" + name).daemon().unstarted(this::run);
        this.work = work;
        this.pauseAfterFault = pauseAfterFault;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s goes on after a fault", thread.getName());
            Thread.sleep(pauseAfterFault);
        }
    }

    /// Waits for the round at hand, but not for long; does nothing to one that was never started.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
