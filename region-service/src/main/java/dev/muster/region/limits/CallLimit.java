package dev.muster.region.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each caller, known by a text, may call: so many calls at once, and no more of them a minute from then on
/// (GCRA, as ITU-T I.371 has it). Bounded: of many callers the ones that called last are remembered.
public final class CallLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Duration perCall;
    private final int callers;

    /// When each caller has used up none of its calls.
    private final Map<String, Instant> free = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > callers;
        }
    };

    /// @param calls of one caller in a minute
    /// @param callers so many are remembered
    public CallLimit(int calls, int callers) {
        this.perCall = WINDOW.dividedBy(calls);
        this.callers = callers;
    }

    /// Counts a call, if it is within the limit.
    ///
    /// @return how long to wait; zero for a call that is within the limit
    public synchronized Duration delay(String caller, Instant now) {
        Instant before = free.remove(caller);
        Instant after = (before == null || before.isBefore(now) ? now : before).plus(perCall);
        boolean within = !after.isAfter(now.plus(WINDOW));
        free.put(caller, within ? after : after.minus(perCall));
        return within ? Duration.ZERO : Duration.between(now.plus(WINDOW), after);
    }

    /// Takes back the count of a call that turned out to be a good one.
    public synchronized void giveBack(String caller) {
        free.computeIfPresent(caller, (_, until) -> until.minus(perCall));
    }

    /// Counts nothing of what was before.
    public synchronized void forget(String caller) {
        free.remove(caller);
    }
}
