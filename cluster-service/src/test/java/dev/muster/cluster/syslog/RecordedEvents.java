package dev.muster.cluster.syslog;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Counts, and waits for a count.
final class RecordedEvents implements SyslogEvents {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<SyslogCount, AtomicLong> counts = new ConcurrentHashMap<>();

    @Override
    public void counted(SyslogCount what, long times) {
        counts.computeIfAbsent(what, _ -> new AtomicLong()).addAndGet(times);
    }

    long of(SyslogCount what) {
        return counts.getOrDefault(what, new AtomicLong()).get();
    }

    void await(SyslogCount what, long times) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (of(what) < times) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited for " + times + " " + what + ", have " + counts);
            }
            Thread.sleep(5);
        }
    }
}
