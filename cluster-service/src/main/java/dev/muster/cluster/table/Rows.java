package dev.muster.cluster.table;

import java.util.Arrays;

/// Rows of a fixed number of 64-bit columns. Grows by pages, so that growing copies nothing. Not thread-safe.
///
/// The first column of a row that is in use is never 0.
public final class Rows {
    /// No row.
    public static final int NONE = -1;

    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private final int columns;
    private long[][] pages = new long[1][];
    private int size;
    /// All rows from here on were never in use.
    private int end;
    /// The row that was removed last; each of them names the one before it in its second column.
    private int removed = NONE;

    /// @param columns at least 2
    public Rows(int columns) {
        this.columns = columns;
    }

    /// A row that was not in use, its columns 0: the caller fills the first at once.
    public int add() {
        int row = removed;
        if (row != NONE) {
            removed = (int) get(row, 1);
            set(row, 1, 0);
        } else {
            row = end++;
            int page = row >>> PAGE_BITS;
            if (page == pages.length) {
                pages = Arrays.copyOf(pages, pages.length * 2);
            }
            if (pages[page] == null) {
                pages[page] = new long[PAGE * columns];
            }
        }
        size++;
        return row;
    }

    public void remove(int row) {
        for (int column = 0; column < columns; column++) {
            set(row, column, 0);
        }
        set(row, 1, removed);
        removed = row;
        size--;
    }

    public long get(int row, int column) {
        return pages[row >>> PAGE_BITS][(row & (PAGE - 1)) * columns + column];
    }

    public void set(int row, int column, long value) {
        pages[row >>> PAGE_BITS][(row & (PAGE - 1)) * columns + column] = value;
    }

    public boolean isUsed(int row) {
        return get(row, 0) != 0;
    }

    /// How many are in use.
    public int size() {
        return size;
    }

    /// All rows in use are below.
    public int end() {
        return end;
    }
}
