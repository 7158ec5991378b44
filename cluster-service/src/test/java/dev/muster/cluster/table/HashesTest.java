package dev.muster.cluster.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Each bit of a value changes half of the bits of its hash, so that values that differ a little are far apart.
class HashesTest {
    private static final Offset<Double> NOISE = within(2.5);

    @Test
    void everyBitOfAValueCounts() {
        assertEveryBitCounts(Hashes::of);
    }

    @Test
    void everyBitOfAPairCounts() {
        assertEveryBitCounts(value -> Hashes.of(value, 7));
        assertEveryBitCounts(value -> Hashes.of(7, value));
    }

    private static void assertEveryBitCounts(LongUnaryOperator hash) {
        var random = new Random(3);
        for (int bit = 0; bit < Long.SIZE; bit++) {
            int changed = 0;
            for (int round = 0; round < 500; round++) {
                long value = random.nextLong();
                changed += Long.bitCount(hash.applyAsLong(value) ^ hash.applyAsLong(value ^ 1L << bit));
            }
            assertThat(changed / 500.0).as("bits that bit %d changes", bit).isCloseTo(32, NOISE);
        }
    }
}
