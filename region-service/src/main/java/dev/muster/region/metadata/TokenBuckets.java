package dev.muster.region.metadata;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A token bucket for each of so many kinds as fit; one that was not used for longest, and is forgotten, is full again.
final class TokenBuckets {
    private static final int ROOM = 10_000;

    private final double burst;
    private final double perSecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ROOM;
        }
    };

    /// @param burst tokens that fit into one
    /// @param perSecond tokens that come back
    TokenBuckets(int burst, double perSecond) {
        if (burst < 1 || !(perSecond >= 0)) {
            throw new IllegalArgumentException("a bucket holds at least one token and loses none by itself");
        }
        this.burst = burst;
        this.perSecond = perSecond;
    }

    private record Bucket(double tokens, Instant at) {}

    /// Whether there was a token, which is gone then.
    synchronized boolean take(String kind, Instant now) {
        Bucket bucket = buckets.getOrDefault(kind, new Bucket(burst, now));
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toNanos() / 1e9);
        double tokens = Math.min(burst, bucket.tokens() + seconds * perSecond);
        boolean taken = tokens >= 1;
        buckets.put(kind, new Bucket(taken ? tokens - 1 : tokens, now));
        return taken;
    }
}
