package dev.muster.region.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Follows the timeline as all replicas write it, for everybody who listens at this one. It reads only while
/// somebody listens: one reader, however many listeners.
@ApplicationScoped
class EventTail {
    private static final Logger LOG = Logger.getLogger(EventTail.class);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int BATCH = 1_000;

    private final EventRows rows;
    private final EventSettings settings;
    private final Counter refused;
    private final Set<EventListener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile boolean shutDown;
    private IdOrder order = new IdOrder(0);

    EventTail(EventRows rows, EventSettings settings, MeterRegistry meters) {
        this.rows = rows;
        this.settings = settings;
        this.refused = Counter.builder("muster.events.streams.refused")
                .description("Clients that were not let follow the timeline, because there or theirs were too many")
                .register(meters);
        Gauge.builder("muster.events.streams", listeners, Set::size)
                .description("Clients that follow the timeline")
                .register(meters);
    }

    /// Adds a listener and starts to read if it is the first.
    ///
    /// @return the number up to which the listener must read the past itself: what is above comes to it
    /// @throws TooManyListenersException if no more are served
    synchronized long add(EventListener listener) throws TooManyListenersException {
        checkPlaces(listener.follower());
        if (!running) {
            // far enough back that no transaction still writes below it
            order = new IdOrder(Math.max(0, rows.newest() - BATCH));
            running = true;
            Thread.ofVirtual().name("event-tail").start(this::follow);
        }
        listeners.add(listener);
        return order.position();
    }

    private void checkPlaces(Follower follower) throws TooManyListenersException {
        try {
            checkPlace("clients follow", _ -> true, settings.streams());
            checkPlace(
                    "clients of this user follow", other -> other.user() == follower.user(), settings.streamsPerUser());
            checkPlace(
                    "clients of this address follow",
                    other -> other.address().equals(follower.address()),
                    settings.streamsPerAddress());
        } catch (TooManyListenersException e) {
            refused.increment();
            throw e;
        }
    }

    private void checkPlace(String who, Predicate<Follower> alike, int most) throws TooManyListenersException {
        if (listeners.stream().map(EventListener::follower).filter(alike).count() >= most) {
            throw new TooManyListenersException("Too many " + who + " the timeline: at most " + most + " at a time.");
        }
    }

    synchronized void remove(EventListener listener) {
        listeners.remove(listener);
    }

    void stop(@Observes ShutdownEvent event) {
        shutDown = true;
        listeners.forEach(EventListener::end);
    }

    boolean isShutDown() {
        return shutDown;
    }

    private void follow() {
        while (!idle()) {
            try {
                boolean more = look();
                Thread.sleep(more ? Duration.ZERO : PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("cannot read the timeline, trying again: " + e.getMessage());
                sleepAfterFailure();
            }
        }
    }

    private synchronized boolean idle() {
        running = !listeners.isEmpty() && !shutDown;
        return !running;
    }

    private boolean look() {
        long position = order.position();
        long oldestRunning = rows.oldestRunning();
        List<StoredEvent> found = rows.between(position, Long.MAX_VALUE, BATCH);
        long next = rows.nextTransaction();
        synchronized (this) {
            int released =
                    order.release(found.stream().map(StoredEvent::id).toList(), oldestRunning, next, Instant.now());
            found.subList(0, released).forEach(event -> new ArrayList<>(listeners).forEach(l -> l.offer(event)));
            return released == BATCH;
        }
    }

    private static void sleepAfterFailure() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static final class TooManyListenersException extends Exception {
        TooManyListenersException(String message) {
            super(message);
        }
    }
}
