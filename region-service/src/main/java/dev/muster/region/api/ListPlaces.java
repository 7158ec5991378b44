package dev.muster.region.api;

import dev.muster.region.refusal.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many lists are answered at once. Each holds a page in memory, so their number bounds what they need together;
/// and one caller cannot take all places.
@ApplicationScoped
class ListPlaces {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final int perCaller;
    private final Duration patience;
    private final Semaphore all;
    private final ConcurrentMap<String, Share> shares = new ConcurrentHashMap<>();
    private final Counter refused;

    @Inject
    ListPlaces(ApiSettings settings, MeterRegistry meters) {
        this(settings.lists(), settings.listsPerUser(), settings.listWait(), meters);
    }

    ListPlaces(int together, int perCaller, Duration patience, MeterRegistry meters) {
        this.perCaller = perCaller;
        this.patience = patience;
        all = new Semaphore(together, true);
        refused = Counter.builder("muster.api.lists.refused")
                .description("Lists that found no place in time")
                .register(meters);
        Gauge.builder("muster.api.lists", all, free -> together - free.availablePermits())
                .description("Lists that are being answered")
                .register(meters);
    }

    /// Waits for a place if there is none.
    ///
    /// @param who shares the places of one caller
    /// @throws RefusedException if there is none in time
    Place take(String who) {
        Share share = entered(who);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean own = false;
        boolean taken = false;
        try {
            own = acquired(share.places, deadline);
            taken = own && acquired(all, deadline);
        } finally {
            if (!taken) {
                if (own) {
                    share.places.release();
                }
                left(who);
            }
        }
        if (!taken) {
            refused.increment();
            throw RefusedException.busy("Too many lists are being read at once.", RETRY);
        }
        return new Place(who, share);
    }

    /// Callers that are there now; the others need no room.
    int callers() {
        return shares.size();
    }

    private static boolean acquired(Semaphore places, long deadline) {
        try {
            return places.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Share entered(String who) {
        return shares.compute(who, (_, known) -> {
            Share share = known == null ? new Share(perCaller) : known;
            share.there++;
            return share;
        });
    }

    private void left(String who) {
        shares.computeIfPresent(who, (_, share) -> --share.there == 0 ? null : share);
    }

    /// Those who wait for a place of one caller or have it; the count is changed under the map's lock.
    private static final class Share {
        private final Semaphore places;
        private int there;

        Share(int places) {
            this.places = new Semaphore(places, true);
        }
    }

    /// Given back once, however often it is closed.
    final class Place implements AutoCloseable {
        private final AtomicBoolean back = new AtomicBoolean();
        private final String who;
        private final Share share;

        private Place(String who, Share share) {
            this.who = who;
            this.share = share;
        }

        @Override
        public void close() {
            if (back.compareAndSet(false, true)) {
                all.release();
                share.places.release();
                left(who);
            }
        }
    }
}
