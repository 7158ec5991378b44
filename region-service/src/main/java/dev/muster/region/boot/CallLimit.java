package dev.muster.region.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each address may call: so many calls at once, and no more of them a minute from then on (GCRA, as ITU-T
/// I.371 has it). Bounded: of many addresses the ones that called last are remembered.
final class CallLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Duration perCall;
    private final int addresses;

    /// When each address has used up none of its calls.
    private final Map<String, Instant> free = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > addresses;
        }
    };

    /// @param calls of one address in a minute
    /// @param addresses so many are remembered
    CallLimit(int calls, int addresses) {
        this.perCall = WINDOW.dividedBy(calls);
        this.addresses = addresses;
    }

    /// Counts a call, if it is within the limit.
    ///
    /// @return how long to wait; zero for a call that is within the limit
    synchronized Duration delay(String address, Instant now) {
        Instant before = free.remove(address);
        Instant after = (before == null || before.isBefore(now) ? now : before).plus(perCall);
        boolean within = !after.isAfter(now.plus(WINDOW));
        free.put(address, within ? after : after.minus(perCall));
        return within ? Duration.ZERO : Duration.between(now.plus(WINDOW), after);
    }
}
