package dev.muster.cluster.table;

import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/// Rows by an order that may change with each of them: the first is found at once, any can be taken out. A binary
/// heap; not thread-safe.
public final class RowHeap {
    private final Order order;
    private final Places places;
    private final Ints heap = new Ints();
    private int size;

    /// Which of two rows comes first.
    @FunctionalInterface
    public interface Order {
        boolean isBefore(int row, int other);
    }

    /// Where rows are in their heaps; shared by all heaps of a table, as a row is in one of them.
    public static final class Places {
        private final Ints places = new Ints();
    }

    public RowHeap(Order order, Places places) {
        this.order = order;
        this.places = places;
    }

    public void add(int row) {
        put(row, size++);
        up(size - 1);
    }

    public void remove(int row) {
        int place = place(row);
        int last = heap.get(--size);
        if (place < size) {
            put(last, place);
            moved(last);
        }
    }

    /// To be called after the row's place in the order has changed.
    public void moved(int row) {
        up(place(row));
        down(place(row));
    }

    public int size() {
        return size;
    }

    /// @return [Rows#NONE] if there is none
    public int first() {
        return size == 0 ? Rows.NONE : heap.get(0);
    }

    /// The first rows in their order.
    ///
    /// @param wanted none comes behind the first that is not; asked in the order
    public int[] first(int limit, IntPredicate wanted) {
        var found = new int[Math.min(limit, size)];
        int count = 0;
        var next = new PriorityQueue<Integer>(
                (one, other) -> one.equals(other) ? 0 : order.isBefore(heap.get(one), heap.get(other)) ? -1 : 1);
        if (size > 0) {
            next.add(0);
        }
        while (count < found.length && !next.isEmpty()) {
            int place = next.remove();
            if (!wanted.test(heap.get(place))) {
                break;
            }
            found[count++] = heap.get(place);
            for (int child = 2 * place + 1; child <= 2 * place + 2 && child < size; child++) {
                next.add(child);
            }
        }
        return count == found.length ? found : java.util.Arrays.copyOf(found, count);
    }

    private void up(int from) {
        int place = from;
        int row = heap.get(place);
        while (place > 0 && order.isBefore(row, heap.get((place - 1) / 2))) {
            put(heap.get((place - 1) / 2), place);
            place = (place - 1) / 2;
        }
        put(row, place);
    }

    private void down(int from) {
        int place = from;
        int row = heap.get(place);
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && order.isBefore(heap.get(child + 1), heap.get(child))) {
                child++;
            }
            if (!order.isBefore(heap.get(child), row)) {
                break;
            }
            put(heap.get(child), place);
            place = child;
        }
        put(row, place);
    }

    private void put(int row, int place) {
        heap.set(place, row);
        places.places.set(row, place);
    }

    private int place(int row) {
        return places.places.get(row);
    }
}
