package dev.muster.cluster.table;

import java.security.SecureRandom;

/// Hashes of values that strangers choose: seeded anew in each process, so that nobody can make a chain long.
public final class Hashes {
    private static final long FIRST_SEED;
    private static final long SECOND_SEED;

    static {
        var random = new SecureRandom();
        FIRST_SEED = random.nextLong();
        SECOND_SEED = random.nextLong();
    }

    private Hashes() {}

    public static long of(long value) {
        return mixed(mixed(value ^ FIRST_SEED) ^ SECOND_SEED);
    }

    public static long of(long high, long low) {
        return mixed(of(high) ^ low);
    }

    /// The finalizer of MurmurHash3: every bit of the value changes half of the bits.
    private static long mixed(long value) {
        long once = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        long twice = (once ^ (once >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return twice ^ (twice >>> 33);
    }
}
