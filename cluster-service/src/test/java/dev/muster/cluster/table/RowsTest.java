package dev.muster.cluster.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {
    private final Rows rows = new Rows(3);
    private final Ints ints = new Ints();

    @Test
    void rowThatIsUsedAgainHasNothingOfTheFormerOne() {
        int first = rows.add();
        int second = rows.add();
        for (int column = 0; column < 3; column++) {
            rows.set(first, column, 7);
            rows.set(second, column, 8);
        }
        rows.remove(first);
        rows.remove(second);
        assertThat(rows.isUsed(first)).isFalse();
        assertThat(rows.size()).isZero();
        assertThat(rows.add()).isEqualTo(second);
        assertThat(rows.add()).isEqualTo(first);
        for (int column = 0; column < 3; column++) {
            assertThat(rows.get(first, column)).isZero();
            assertThat(rows.get(second, column)).isZero();
        }
        assertThat(rows.end()).isEqualTo(2);
    }

    @Test
    void numbersOfRowsThatWereNeverSetAreZero() {
        for (int row = 0; row < 1 << 17; row += 1 << 10) {
            assertThat(ints.get(row)).isZero();
        }
        ints.set(5 << 13, 9);
        ints.set((6 << 13) - 1, 8);
        assertThat(ints.get(5 << 13)).isEqualTo(9);
        assertThat(ints.get((6 << 13) - 1)).isEqualTo(8);
        assertThat(ints.get((5 << 13) - 1)).isZero();
        assertThat(ints.get(6 << 13)).isZero();
    }
}
