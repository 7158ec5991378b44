package dev.muster.cluster.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowIndexTest {
    private static final int ROWS = 5000;

    private final int[] values = new int[ROWS];
    private final RowIndex index = new RowIndex(row -> Hashes.of(values[row]));

    @Test
    void findsJustTheRowsOfAValueWhateverIsDone() {
        var random = new Random(9);
        var expected = new HashMap<Integer, Set<Integer>>();
        var used = new boolean[ROWS];
        for (int step = 0; step < 40_000; step++) {
            int row = random.nextInt(ROWS);
            if (used[row]) {
                index.remove(row);
                expected.get(values[row]).remove(row);
            } else {
                values[row] = random.nextInt(2000);
                index.add(row);
                expected.computeIfAbsent(values[row], _ -> new HashSet<>()).add(row);
            }
            used[row] = !used[row];
        }
        for (int value = 0; value < 2000; value++) {
            assertThat(found(value)).isEqualTo(expected.getOrDefault(value, Set.of()));
        }
    }

    @Test
    void chainsStayShortHoweverManyRowsThereAre() {
        for (int row = 0; row < ROWS; row++) {
            values[row] = row;
            index.add(row);
        }
        int steps = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int next = index.first(Hashes.of(row)); next != row; next = index.after(next)) {
                steps++;
            }
        }
        assertThat(steps).as("rows that are passed on the way to %d", ROWS).isLessThan(ROWS);
    }

    private Set<Integer> found(int value) {
        var found = new HashSet<Integer>();
        for (int row = index.first(Hashes.of(value)); row != Rows.NONE; row = index.after(row)) {
            if (values[row] == value) {
                found.add(row);
            }
        }
        return found;
    }
}
