package dev.muster.region.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Lets one thing of a kind through in a while, for so many kinds as fit; of one that was forgotten, one more.
final class Throttle {
    private static final int ROOM = 10_000;

    private final Cache<String, Boolean> passed;

    Throttle(Duration interval, InstantSource clock) {
        passed = Caffeine.newBuilder()
                .maximumSize(ROOM)
                .expireAfterWrite(interval)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    boolean lets(String kind) {
        return passed.asMap().putIfAbsent(kind, true) == null;
    }

    /// Never more than fit.
    long kinds() {
        return passed.estimatedSize();
    }
}
