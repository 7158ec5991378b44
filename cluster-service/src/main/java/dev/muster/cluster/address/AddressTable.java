package dev.muster.cluster.address;

import dev.muster.cluster.table.EndingRows;
import dev.muster.cluster.table.RowIndex;
import dev.muster.cluster.table.Rows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// Rows of one address each, packed and bounded: where there is no room for a new address, the one that ended first is
/// forgotten.
///
/// @param <A> an address
/// @param <F> what a row holds
public final class AddressTable<A extends Comparable<A>, F extends AddressTable.Fields<A>> {
    /// One machine cannot make the table slow by giving address after address back.
    private static final int MOST_OF_HOLDER = 32;

    private final EndingRows rows;
    private final F fields;
    private final RowIndex byAddress;
    private Grouping<A> grouping = Grouping.none();

    /// What a row holds, and by whom it is found.
    ///
    /// @param <A> an address
    public interface Fields<A> {
        A address(int row);

        /// By which addresses are found.
        long hash(A address);

        /// From when on the address is free for others, in milliseconds since 1970.
        long end(int row);

        /// The row is found by its holder from now on.
        void link(int row);

        /// The row is not found by its holder any more.
        void unlink(int row);

        /// All rows of the machine that holds this one.
        List<Integer> rowsOfHolder(int row);
    }

    /// @param most addresses; there are more only if none of them has ended
    public AddressTable(long most, int columns, Function<Rows, F> fields) {
        this.rows = new EndingRows(Math.clamp(most, 1, Integer.MAX_VALUE), columns, new Owner());
        this.fields = fields.apply(rows.rows());
        this.byAddress = new RowIndex(row -> this.fields.hash(this.fields.address(row)));
    }

    /// To be held around everything that tells or changes rows.
    public Object lock() {
        return rows;
    }

    public F fields() {
        return fields;
    }

    public int size() {
        return rows.size();
    }

    /// Whether an address that the table does not know can be taken in.
    public boolean hasRoom(Instant now) {
        return rows.hasRoom(now.toEpochMilli());
    }

    public boolean isFull() {
        return rows.isFull();
    }

    /// @return [Rows#NONE] if the table does not know the address
    public int rowOf(A address) {
        return byAddress.first(fields.hash(address), row -> fields.address(row).equals(address));
    }

    /// Fills the row of an address anew, or a new row.
    public int put(A address, Instant now, IntConsumer fill) {
        int known = rowOf(address);
        if (known != Rows.NONE) {
            fields.unlink(known);
            fill.accept(known);
            fields.link(known);
            rows.moved(known);
            return known;
        }
        int row = rows.add(now.toEpochMilli());
        fill.accept(row);
        byAddress.add(row);
        fields.link(row);
        rows.placed(row, used(address));
        forgetOneLike(row, now.toEpochMilli());
        return row;
    }

    /// To be called after a row's end has changed.
    public void moved(int row) {
        rows.moved(row);
    }

    /// Groups the addresses anew; the ends of rows may have changed.
    public void group(Grouping<A> wanted) {
        grouping = wanted;
        rows.group(wanted.groups().size(), row -> used(fields.address(row)));
    }

    /// Addresses of a group that the table knows and that are free now, those that ended first before the others.
    public List<A> ended(int group, int limit, Instant now) {
        synchronized (lock()) {
            return Arrays.stream(rows.ended(group, limit, now.toEpochMilli()))
                    .mapToObj(fields::address)
                    .toList();
        }
    }

    /// Visits every row, some at a time, so that others get between.
    public void forEach(IntConsumer visitor) {
        rows.forEach(visitor);
    }

    /// Shows what is made of the rows, while nobody waits.
    public <T> void show(EndingRows.Reading<T> reading, Consumer<? super T> reader) {
        rows.show(reading, reader);
    }

    public int count(IntPredicate counted) {
        var count = new AtomicInteger();
        rows.forEach(row -> {
            if (counted.test(row)) {
                count.setPlain(count.getPlain() + 1);
            }
        });
        return count.get();
    }

    /// @return the address' group
    private int used(A address) {
        int group = grouping.groupOf(address);
        if (group != Grouping.OTHER) {
            grouping.groups().get(group).used(address);
        }
        return group;
    }

    private void forgetOneLike(int fresh, long now) {
        var all = fields.rowsOfHolder(fresh);
        if (all.size() > MOST_OF_HOLDER) {
            all.stream()
                    .filter(row -> row != fresh && fields.end(row) <= now)
                    .min((row, other) -> Long.compare(fields.end(row), fields.end(other)))
                    .ifPresent(rows::forget);
        }
    }

    private final class Owner implements EndingRows.Owner {
        @Override
        public long end(int row) {
            return fields.end(row);
        }

        @Override
        public boolean isBefore(int row, int other) {
            return fields.address(row).compareTo(fields.address(other)) < 0;
        }

        @Override
        public void forgotten(int row) {
            int group = rows.group(row);
            if (group != Grouping.OTHER) {
                grouping.groups().get(group).forgotten(fields.address(row));
            }
            byAddress.remove(row);
            fields.unlink(row);
        }
    }
}
