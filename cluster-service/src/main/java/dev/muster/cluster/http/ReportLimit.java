package dev.muster.cluster.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many reports an address may send in a minute. Remembers a bounded number of addresses, the newest.
final class ReportLimit {
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int ADDRESSES = 4096;

    private final int perMinute;
    private final LinkedHashMap<InetAddress, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Window> eldest) {
            return size() > ADDRESSES;
        }
    };

    ReportLimit(int perMinute) {
        this.perMinute = perMinute;
    }

    private record Window(long began, int reports) {}

    /// @param now monotonic nanoseconds
    synchronized boolean admits(InetAddress address, long now) {
        Window window = windows.get(address);
        if (window == null || now - window.began > WINDOW) {
            windows.putLast(address, new Window(now, 1));
            return true;
        }
        windows.put(address, new Window(window.began, window.reports + 1));
        return window.reports < perMinute;
    }
}
