package dev.muster.cluster.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RowHeapTest {
    private static final int ROWS = 300;

    private final long[] keys = new long[ROWS];
    private final RowHeap heap = new RowHeap((row, other) -> keys[row] < keys[other], new RowHeap.Places());
    private final TreeSet<Long> expected = new TreeSet<>();

    @Test
    void agreesWithASortedSetWhateverIsDone() {
        var random = new Random(7);
        var used = new boolean[ROWS];
        for (int step = 0; step < 20_000; step++) {
            int row = random.nextInt(ROWS);
            if (!used[row]) {
                rekey(row, random);
                heap.add(row);
                used[row] = true;
            } else if (random.nextBoolean()) {
                expected.remove(keys[row]);
                rekey(row, random);
                heap.moved(row);
            } else {
                expected.remove(keys[row]);
                heap.remove(row);
                used[row] = false;
            }
            assertThat(heap.size()).isEqualTo(expected.size());
            if (expected.isEmpty()) {
                assertThat(heap.first()).isEqualTo(Rows.NONE);
            } else {
                assertThat(keys[heap.first()]).isEqualTo(expected.first());
            }
        }
    }

    @Test
    void firstOnesComeInTheirOrderUpToTheFirstThatIsNotWanted() {
        var random = new Random(8);
        for (int row = 0; row < ROWS; row++) {
            rekey(row, random);
            heap.add(row);
        }
        var sorted = expected.stream().toList();
        assertThat(keys(heap.first(40, _ -> true))).isEqualTo(sorted.subList(0, 40));
        long bound = sorted.get(9);
        assertThat(keys(heap.first(40, row -> keys[row] <= bound))).isEqualTo(sorted.subList(0, 10));
        assertThat(heap.first(2 * ROWS, _ -> true)).hasSize(ROWS);
    }

    private List<Long> keys(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> keys[row]).toList();
    }

    private void rekey(int row, Random random) {
        do {
            keys[row] = random.nextLong(1_000_000);
        } while (!expected.add(keys[row]));
    }
}
