package dev.muster.cluster.table;

import java.util.Arrays;

/// Numbers by row, 0 at first. Grows by pages, so that growing copies nothing and needs no large piece of the heap.
final class Ints {
    private static final int PAGE_BITS = 13;
    private static final int PAGE = 1 << PAGE_BITS;

    private int[][] pages = new int[1][];

    int get(int row) {
        int page = row >>> PAGE_BITS;
        return page < pages.length && pages[page] != null ? pages[page][row & (PAGE - 1)] : 0;
    }

    void set(int row, int value) {
        int page = row >>> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        if (pages[page] == null) {
            pages[page] = new int[PAGE];
        }
        pages[page][row & (PAGE - 1)] = value;
    }
}
