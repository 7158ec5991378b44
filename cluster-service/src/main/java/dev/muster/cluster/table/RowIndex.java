package dev.muster.cluster.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/// Finds rows by a value of theirs, several of which may have the same. Chains of a hash table; not thread-safe.
///
/// What comes from [#first] and [#after] has the hash in common with what is looked for only in part: the caller
/// compares the values.
public final class RowIndex {
    private static final int FEWEST_CHAINS = 1 << 10;

    private final IntToLongFunction hashes;
    /// Of a chain: its first row and 1, or 0; of a row: the next in its chain, likewise.
    private Ints heads = new Ints();
    private final Ints nexts = new Ints();

    private int chains = FEWEST_CHAINS;
    private int size;

    /// @param hashes the hash of a row, as long as it is in the index; all 64 bits are to be well mixed, see [Hashes]
    public RowIndex(IntToLongFunction hashes) {
        this.hashes = hashes;
    }

    public void add(int row) {
        if (size == chains) {
            grow();
        }
        link(row);
        size++;
    }

    public void remove(int row) {
        int chain = chain(hashes.applyAsLong(row));
        int found = heads.get(chain) - 1;
        if (found == row) {
            heads.set(chain, nexts.get(row));
        } else {
            while (nexts.get(found) - 1 != row) {
                found = nexts.get(found) - 1;
            }
            nexts.set(found, nexts.get(row));
        }
        nexts.set(row, 0);
        size--;
    }

    /// @return [Rows#NONE] if there is none
    public int first(long hash) {
        return heads.get(chain(hash)) - 1;
    }

    /// @return [Rows#NONE] if there is none
    public int after(int row) {
        return nexts.get(row) - 1;
    }

    /// The first row that is the one looked for, or [Rows#NONE].
    public int first(long hash, IntPredicate wanted) {
        int row = first(hash);
        while (row != Rows.NONE && !wanted.test(row)) {
            row = after(row);
        }
        return row;
    }

    /// All rows that are looked for.
    public List<Integer> all(long hash, IntPredicate wanted) {
        var found = new ArrayList<Integer>(2);
        for (int row = first(hash); row != Rows.NONE; row = after(row)) {
            if (wanted.test(row)) {
                found.add(row);
            }
        }
        return found;
    }

    private void link(int row) {
        int chain = chain(hashes.applyAsLong(row));
        nexts.set(row, heads.get(chain));
        heads.set(chain, row + 1);
    }

    private void grow() {
        var before = heads;
        int chainsBefore = chains;
        heads = new Ints();
        chains *= 2;
        for (int chain = 0; chain < chainsBefore; chain++) {
            int row = before.get(chain) - 1;
            while (row != Rows.NONE) {
                int next = nexts.get(row) - 1;
                link(row);
                row = next;
            }
        }
    }

    private int chain(long hash) {
        return (int) hash & (chains - 1);
    }
}
