package dev.muster.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Follows the events of one machine over the region's event stream, and reconnects where the stream ends.
public final class Timeline implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final List<TimelineEvent> events = new CopyOnWriteArrayList<>();
    private final RegionApi api;
    private final String query;
    private final Consumer<TimelineEvent> onEvent;
    private final Thread reader;
    private volatile boolean open = true;

    private Timeline(RegionApi api, String mac, Consumer<TimelineEvent> onEvent) {
        this.api = api;
        this.query = "events/?op=stream&after=0&mac_address=" + RegionApi.encode(mac);
        this.onEvent = onEvent;
        this.reader = Thread.ofVirtual().name("timeline").unstarted(this::read);
    }

    /// @param onEvent called once for each event, on the reader's thread
    public static Timeline follow(RegionApi api, String mac, Consumer<TimelineEvent> onEvent) {
        var timeline = new Timeline(api, mac, onEvent);
        timeline.reader.start();
        return timeline;
    }

    public List<TimelineEvent> events() {
        return List.copyOf(events);
    }

    /// Waits until what was seen so far fulfils the condition.
    ///
    /// @return whether it does, within the limit
    public boolean await(Predicate<List<TimelineEvent>> condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (events) {
            while (!condition.test(events())) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                events.wait(left);
            }
            return true;
        }
    }

    private void read() {
        while (open) {
            try (Stream<String> lines = api.stream(query)) {
                lines.takeWhile(line -> open).forEach(this::take);
            } catch (IOException | UncheckedIOException e) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void take(String line) {
        TimelineEvent.ofLine(line).filter(event -> !events.contains(event)).ifPresent(event -> {
            onEvent.accept(event);
            synchronized (events) {
                events.add(event);
                events.notifyAll();
            }
        });
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            open = false;
        }
    }

    @Override
    public void close() {
        open = false;
        reader.interrupt();
    }
}
