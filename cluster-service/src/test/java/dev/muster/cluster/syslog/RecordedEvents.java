package dev.muster.cluster.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Await;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Counts, and waits for a count.
final class RecordedEvents implements SyslogEvents {
    private final Map<SyslogCount, AtomicLong> counts = new ConcurrentHashMap<>();

    @Override
    public void counted(SyslogCount what, long times) {
        counts.computeIfAbsent(what, _ -> new AtomicLong()).addAndGet(times);
    }

    long of(SyslogCount what) {
        return counts.getOrDefault(what, new AtomicLong()).get();
    }

    void await(SyslogCount what, long times) {
        Await.await()
                .untilAsserted(
                        () -> assertThat(of(what)).as("%s of %s", what, counts).isGreaterThanOrEqualTo(times));
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
