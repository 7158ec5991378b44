package dev.muster.region.metadata;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets one thing of a kind through in a while, for so many kinds as fit; of one that was forgotten, one more.
final class Throttle {
    private static final int ROOM = 10_000;

    private final Duration interval;
    private final Map<String, Instant> latest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > ROOM;
        }
    };

    Throttle(Duration interval) {
        this.interval = interval;
    }

    synchronized boolean lets(String kind, Instant now) {
        Instant before = latest.get(kind);
        if (before != null && now.isBefore(before.plus(interval))) {
            return false;
        }
        latest.remove(kind);
        latest.put(kind, now);
        return true;
    }
}
