package dev.muster.cluster.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows of a number and an end, three at most.
class EndingRowsTest {
    private static final int MOST = 3;

    private final List<Long> forgotten = new ArrayList<>();
    private final EndingRows table = new EndingRows(MOST, 2, new EndingRows.Owner() {
        @Override
        public long end(int row) {
            return table().rows().get(row, 1);
        }

        @Override
        public boolean isBefore(int row, int other) {
            return table().rows().get(row, 0) < table().rows().get(other, 0);
        }

        @Override
        public void forgotten(int row) {
            forgotten.add(table().rows().get(row, 0));
        }
    });

    private EndingRows table() {
        return table;
    }

    @Test
    void theOneThatEndedFirstIsForgottenForANewOne() {
        add(1, 30, 0);
        add(2, 10, 0);
        add(3, 20, 0);
        add(4, 90, 40);
        add(5, 90, 40);
        assertThat(forgotten).containsExactly(2L, 3L);
        assertThat(table.size()).isEqualTo(MOST);
    }

    @Test
    void whereNoneHasEndedThereIsNoRoom() {
        add(1, 30, 0);
        add(2, 30, 0);
        assertThat(table.hasRoom(0)).isTrue();
        assertThat(table.isFull()).isFalse();
        add(3, 30, 0);
        assertThat(table.isFull()).isTrue();
        assertThat(table.hasRoom(29)).isFalse();
        assertThat(table.hasRoom(30)).isTrue();
        add(4, 30, 0);
        assertThat(forgotten).isEmpty();
        assertThat(table.size()).isEqualTo(MOST + 1);
    }

    @Test
    void surplusIsForgottenAsSoonAsItHasEnded() {
        for (int number = 1; number <= 5; number++) {
            add(number, 30, 0);
        }
        add(6, 90, 50);
        assertThat(forgotten).containsExactly(1L, 2L, 3L);
        assertThat(table.size()).isEqualTo(MOST);
    }

    @Test
    void groupsTellWhichOfTheirsEndedFirst() {
        int first = add(1, 30, 0);
        add(2, 10, 0);
        add(3, 20, 0);
        table.group(2, row -> table.rows().get(row, 0) == 2 ? 1 : 0);
        assertThat(numbers(table.ended(0, 9, 25))).containsExactly(3L);
        assertThat(numbers(table.ended(0, 9, 30))).containsExactly(3L, 1L);
        assertThat(numbers(table.ended(1, 9, 30))).containsExactly(2L);
        table.rows().set(first, 1, 5);
        table.moved(first);
        assertThat(numbers(table.ended(0, 9, 30))).containsExactly(1L, 3L);
        table.group(0, _ -> EndingRows.OTHER);
        add(4, 90, 40);
        assertThat(forgotten).containsExactly(1L);
    }

    @Test
    void rowsAreVisitedAllOnce() {
        var big = new EndingRows(5000, 2, new EndingRows.Owner() {
            @Override
            public long end(int row) {
                return 0;
            }

            @Override
            public boolean isBefore(int row, int other) {
                return row < other;
            }

            @Override
            public void forgotten(int row) {}
        });
        for (int i = 0; i < 3000; i++) {
            int row = big.add(0);
            big.rows().set(row, 0, i + 1);
            big.placed(row, EndingRows.OTHER);
        }
        big.forget(17);
        var seen = new ArrayList<Long>();
        big.show(row -> big.rows().get(row, 0), seen::add);
        assertThat(seen).hasSize(2999).doesNotHaveDuplicates().doesNotContain(18L);
    }

    private int add(long number, long end, long now) {
        int row = table.add(now);
        table.rows().set(row, 0, number);
        table.rows().set(row, 1, end);
        table.placed(row, EndingRows.OTHER);
        return row;
    }

    private List<Long> numbers(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> table.rows().get(row, 0)).toList();
    }
}
