package dev.muster.region.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What waits for one client. A client that is slower than the timeline is cut off rather than given less: it
/// connects again with the last number that it has seen.
final class EventListener {
    private static final int ROOM = 4_000;

    private final Predicate<StoredEvent> wanted;
    private final BlockingQueue<StoredEvent> queue = new ArrayBlockingQueue<>(ROOM);
    private volatile boolean ended;

    private final Follower follower;

    EventListener(Follower follower, Predicate<StoredEvent> wanted) {
        this.follower = follower;
        this.wanted = wanted;
    }

    Follower follower() {
        return follower;
    }

    void offer(StoredEvent event) {
        if (wanted.test(event) && !queue.offer(event)) {
            ended = true;
        }
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended && queue.isEmpty();
    }

    Optional<StoredEvent> next(Duration patience) throws InterruptedException {
        @Nullable StoredEvent event = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.ofNullable(event);
    }
}
