package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.RetentionLimits;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Sweeps the logs: at the start, once in a while, and sooner when much was written.
final class RetentionWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RetentionWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int NOTABLE_PART = 16;

    private final Retention retention;
    private final long notable;
    private final LongSupplier written;
    private final InstantSource clock;
    private final SyslogEvents events;
    private final Thread thread =
            Thread.ofPlatform().name("muster-syslog-retention").daemon().unstarted(this::run);

    /// @param written bytes that were written, so far
    RetentionWatch(Path logs, RetentionLimits limits, LongSupplier written, InstantSource clock, SyslogEvents events) {
        this.retention = new Retention(logs, limits);
        this.notable = Math.min(limits.hostBytes(), limits.totalBytes()) / NOTABLE_PART;
        this.written = written;
        this.clock = clock;
        this.events = events;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                long before = written.getAsLong();
                sweep();
                long next = System.nanoTime() + EVERY.toNanos();
                do {
                    Thread.sleep(LOOK);
                } while (System.nanoTime() - next < 0 && written.getAsLong() - before < notable);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            int removed = retention.sweep(clock.instant());
            if (removed > 0) {
                events.counted(SyslogCount.FILES_REMOVED, removed);
                LOG.infof("syslog: %s old log files removed", removed);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("syslog: old log files are not removed: %s", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
