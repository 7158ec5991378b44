package dev.muster.cluster.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rows that end at some time each, and are kept beyond it as long as there is room: the one that ended first is
/// forgotten for a new one. Rows are in groups, of each of which the ones that ended first are found. What it calls it
/// calls under its own monitor, which its owner holds around a change.
public final class EndingRows {
    /// The group of rows that are in no other.
    public static final int OTHER = -1;

    private static final int CHUNK = 1024;

    private final int most;
    private final Rows rows;
    private final Owner owner;
    private final Ints groups = new Ints();
    private RowHeap others;
    private List<RowHeap> byGroup = List.of();

    /// Who knows what is in the rows.
    public interface Owner {
        /// From when on a row may be forgotten.
        long end(int row);

        /// The first of two rows that end at the same time.
        boolean isBefore(int row, int other);

        /// A row that is about to be removed.
        void forgotten(int row);
    }

    /// @param most rows; there are more only if none of them has ended
    public EndingRows(int most, int columns, Owner owner) {
        this.most = Math.max(1, most);
        this.rows = new Rows(columns);
        this.owner = owner;
        this.others = new RowHeap(this::isBefore, new RowHeap.Places());
    }

    public Rows rows() {
        return rows;
    }

    public synchronized int size() {
        return rows.size();
    }

    public synchronized boolean isFull() {
        return rows.size() >= most;
    }

    /// Whether there is, or can be made, room for one more.
    public synchronized boolean hasRoom(long now) {
        return rows.size() < most || firstEnded(now) != Rows.NONE;
    }

    /// A new row, which [#placed] is to be called for once it is filled. Others are forgotten for it if there is no
    /// room; if none has ended, there is one row more.
    public synchronized int add(long now) {
        while (rows.size() >= most) {
            int row = firstEnded(now);
            if (row == Rows.NONE) {
                break;
            }
            forget(row);
        }
        return rows.add();
    }

    public synchronized void placed(int row, int group) {
        groups.set(row, group);
        heap(row).add(row);
    }

    /// To be called after a row's end has changed.
    public synchronized void moved(int row) {
        heap(row).moved(row);
    }

    public synchronized void forget(int row) {
        owner.forgotten(row);
        heap(row).remove(row);
        rows.remove(row);
    }

    /// Of a row, or [#OTHER].
    public synchronized int group(int row) {
        return groups.get(row);
    }

    /// Rows of a group that have ended, the first before the others.
    public synchronized int[] ended(int group, int limit, long now) {
        return byGroup.get(group).first(limit, row -> owner.end(row) <= now);
    }

    /// Groups all rows anew; their ends may have changed.
    ///
    /// @param groupOf told each row once
    public synchronized void group(int count, IntUnaryOperator groupOf) {
        var places = new RowHeap.Places();
        others = new RowHeap(this::isBefore, places);
        var fresh = new RowHeap[count];
        Arrays.setAll(fresh, _ -> new RowHeap(this::isBefore, places));
        byGroup = List.of(fresh);
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isUsed(row)) {
                placed(row, groupOf.applyAsInt(row));
            }
        }
    }

    /// Visits every row, some at a time, so that others get between.
    public void forEach(IntConsumer visitor) {
        int from = 0;
        while (from < end()) {
            from = visit(from, visitor);
        }
    }

    /// Makes something of a row.
    @FunctionalInterface
    public interface Reading<T> {
        /// @return null for nothing
        @Nullable
        T of(int row);
    }

    /// Shows what is made of the rows, outside of the monitor.
    public <T> void show(Reading<T> reading, Consumer<? super T> reader) {
        var chunk = new ArrayList<T>(CHUNK);
        int from = 0;
        while (from < end()) {
            chunk.clear();
            from = visit(from, row -> {
                T entry = reading.of(row);
                if (entry != null) {
                    chunk.add(entry);
                }
            });
            chunk.forEach(reader);
        }
    }

    private synchronized int visit(int from, IntConsumer visitor) {
        int to = Math.min(rows.end(), from + CHUNK);
        for (int row = from; row < to; row++) {
            if (rows.isUsed(row)) {
                visitor.accept(row);
            }
        }
        return to;
    }

    private synchronized int end() {
        return rows.end();
    }

    /// The one that ended first of all.
    private int firstEnded(long now) {
        int first = others.first();
        for (var heap : byGroup) {
            int row = heap.first();
            if (first == Rows.NONE || (row != Rows.NONE && isBefore(row, first))) {
                first = row;
            }
        }
        return first != Rows.NONE && owner.end(first) <= now ? first : Rows.NONE;
    }

    private boolean isBefore(int row, int other) {
        long end = owner.end(row);
        long otherEnd = owner.end(other);
        return end == otherEnd ? owner.isBefore(row, other) : end < otherEnd;
    }

    private RowHeap heap(int row) {
        int group = groups.get(row);
        return group == OTHER ? others : byGroup.get(group);
    }
}
