package dev.muster.region.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives events out in the order of their numbers, none twice and none left out, although transactions that took
/// a number early may commit late.
///
/// A missing number holds back all above it until it is certain that nobody will fill it: every transaction that
/// could have taken it has ended (the database's snapshot says so) and a moment has passed, since a number is
/// taken just before its transaction gets its own. A gap is given up after [#LONGEST_WAIT] in any case.
final class IdOrder {
    static final Duration SHORTEST_WAIT = Duration.ofMillis(300);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final SortedMap<Long, Gap> gaps = new TreeMap<>();
    private long position;

    /// @param position all events up to this number are taken for given out
    IdOrder(long position) {
        this.position = position;
    }

    long position() {
        return position;
    }

    /// How many of the events found above [#position] may go out now; they count as gone.
    ///
    /// @param ids ascending
    /// @param oldestRunning asked before the events were read: transactions below have ended
    /// @param nextTransaction asked after the events were read: no transaction has this number yet
    int release(List<Long> ids, long oldestRunning, long nextTransaction, Instant now) {
        long expected = position + 1;
        int released = 0;
        boolean open = true;
        for (long id : ids) {
            if (id != expected) {
                long missing = expected;
                Gap gap = gaps.computeIfAbsent(missing, _ -> new Gap(nextTransaction, now));
                open = open && gap.isFinal(oldestRunning, now);
            }
            if (open) {
                released++;
                position = id;
            }
            expected = id + 1;
        }
        gaps.headMap(position + 1).clear();
        return released;
    }

    private record Gap(long nextTransaction, Instant seen) {
        boolean isFinal(long oldestRunning, Instant now) {
            var age = Duration.between(seen, now);
            return (oldestRunning >= nextTransaction && age.compareTo(SHORTEST_WAIT) >= 0)
                    || age.compareTo(LONGEST_WAIT) >= 0;
        }
    }
}
