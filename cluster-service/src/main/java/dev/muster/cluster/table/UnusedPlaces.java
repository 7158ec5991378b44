package dev.muster.cluster.table;

import java.util.BitSet;

/// Which places of a range a table does not know: a bit for each, up to the highest that is known.
public final class UnusedPlaces {
    private final BitSet known = new BitSet();
    /// All below are known.
    private int first;

    public void used(int place) {
        known.set(place);
    }

    public void forgotten(int place) {
        known.clear(place);
        first = Math.min(first, place);
    }

    /// The first place that is not known, from one on.
    public int next(int from) {
        if (from > first) {
            return known.nextClearBit(from);
        }
        first = known.nextClearBit(first);
        return first;
    }
}
