package dev.muster.cluster.boot;

import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootDecision.Silent;
import dev.muster.cluster.boot.BootDecision.Unknown;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Decides what a machine that asks is to boot: as the region says; while the region is away, as it said the last
/// time; and if there was no last time, nothing is said at all.
///
/// A client that repeats its question joins the call that is under way. A call that takes longer than its first
/// client waits goes on, and its answer serves the repetition.
public final class BootAnswers {
    private final RegionBoot region;
    private final BootAnswerCache cache;
    private final Limits limits;
    private final InstantSource clock;
    private final BootAnswerEvents events;
    private final Semaphore calls;
    private final ConcurrentHashMap<BootQuery, CompletableFuture<Optional<BootAnswer>>> underWay =
            new ConcurrentHashMap<>();

    /// @param patience how long one question waits for the region; below the time after which a loader repeats it
    /// @param calls to the region at once
    public record Limits(Duration patience, int calls) {
        public static final Limits DEFAULT = new Limits(Duration.ofMillis(900), 64);
    }

    public BootAnswers(
            RegionBoot region, BootAnswerCache cache, Limits limits, InstantSource clock, BootAnswerEvents events) {
        this.region = region;
        this.cache = cache;
        this.limits = limits;
        this.clock = clock;
        this.events = events;
        this.calls = new Semaphore(limits.calls());
    }

    /// Blocks for at most the patience; to be called on a virtual thread.
    public BootDecision decide(BootQuery query) throws InterruptedException {
        long since = System.nanoTime();
        try (var _ = query.logFields().open()) {
            var decision = ask(query);
            events.decided(query, decision, Duration.ofNanos(System.nanoTime() - since));
            return decision;
        }
    }

    private BootDecision ask(BootQuery query) throws InterruptedException {
        try {
            return call(query)
                    .get(limits.patience().toNanos(), TimeUnit.NANOSECONDS)
                    .<BootDecision>map(answer -> new Boot(answer, Outcome.OK))
                    .orElseGet(Unknown::new);
        } catch (ExecutionException failed) {
            return withoutRegion(query, "no answer from the region");
        } catch (TimeoutException late) {
            return withoutRegion(query, "the region is slow");
        }
    }

    /// The call that is under way for this question, or a new one.
    private CompletableFuture<Optional<BootAnswer>> call(BootQuery query) {
        var mine = new CompletableFuture<Optional<BootAnswer>>();
        var others = underWay.putIfAbsent(query, mine);
        if (others != null) {
            return others;
        }
        Thread.ofVirtual().name("pxeconfig").start(query.logFields().around(() -> {
            try {
                mine.complete(callRegion(query));
            } catch (RegionUnavailable | RuntimeException broken) {
                events.regionUnavailable(query, broken);
                mine.completeExceptionally(broken);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                mine.completeExceptionally(interrupted);
            } finally {
                underWay.remove(query, mine);
            }
        }));
        return mine;
    }

    private Optional<BootAnswer> callRegion(BootQuery query) throws RegionUnavailable, InterruptedException {
        if (!calls.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new RegionUnavailable("all " + limits.calls() + " calls to the region are under way");
        }
        try {
            var askedAt = clock.instant();
            var answer = region.pxeconfig(query);
            if (query.mac().isPresent()) {
                var mac = query.mac().get();
                keep(query, () -> {
                    if (answer.isPresent()) {
                        cache.answered(mac, answer.get(), askedAt);
                    } else {
                        cache.forget(mac);
                    }
                });
            }
            return answer;
        } finally {
            calls.release();
        }
    }

    private BootDecision withoutRegion(BootQuery query, String reason) {
        // `default` would enlist a machine that the region may know
        return query.mac()
                .flatMap(mac -> last(query, mac))
                .map(answer -> answer.servedFrom(query.local().getHostAddress()))
                .<BootDecision>map(answer -> new Boot(answer, Outcome.DEGRADED))
                .orElseGet(() -> new Silent(reason));
    }

    private Optional<BootAnswer> last(BootQuery query, MacAddress mac) {
        try {
            return cache.lastOf(mac);
        } catch (IOException broken) {
            events.cacheBroken(query, broken);
            return Optional.empty();
        }
    }

    /// Some work on the cache.
    private interface Keeping {
        void run() throws IOException;
    }

    private void keep(BootQuery query, Keeping work) {
        try {
            work.run();
        } catch (IOException broken) {
            // the answer itself is good
            events.cacheBroken(query, broken);
        }
    }
}
