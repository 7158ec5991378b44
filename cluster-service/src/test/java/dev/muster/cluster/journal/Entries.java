package dev.muster.cluster.journal;

import java.util.ArrayList;
import java.util.List;

/// What a table keeps, for tests to look at.
public final class Entries {
    private Entries() {}

    public static <E> List<E> of(Kept<E> kept) {
        var all = new ArrayList<E>();
        kept.forEach(all::add);
        return all;
    }
}
