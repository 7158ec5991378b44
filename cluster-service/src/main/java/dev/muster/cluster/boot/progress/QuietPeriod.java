package dev.muster.cluster.boot.progress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets the same thing be told once per period: a client that repeats itself must not flood log and timeline.
/// Remembers a bounded number of keys, the oldest are forgotten first.
final class QuietPeriod<K> {
    private static final int MOST = 10_000;

    private final long periodNanos;
    private final Map<K, Long> lastTold = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
            return size() > MOST;
        }
    };

    QuietPeriod(Duration period) {
        this.periodNanos = period.toNanos();
    }

    /// Whether it is time to tell this again; starts the next period if so.
    synchronized boolean isOver(K key) {
        long now = System.nanoTime();
        Long last = lastTold.get(key);
        if (last != null && now - last < periodNanos) {
            return false;
        }
        lastTold.remove(key);
        lastTold.put(key, now);
        return true;
    }
}
