package dev.muster.region.node;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes node ids as MAAS 1.x does: `node-` and a time-based UUID (RFC 9562 5.1), with a random clock sequence and
/// node so that replicas do not meet.
final class SystemIds {
    /// From the Gregorian reform to 1970, in steps of 100 ns.
    private static final long GREGORIAN_OFFSET = 0x01B21DD213814000L;

    private static final long CLOCK_SEQUENCE_AND_NODE;
    private static final AtomicLong LATEST = new AtomicLong();

    static {
        long random = new SecureRandom().nextLong();
        long variant = 0x8000000000000000L;
        long multicast = 0x0000010000000000L;
        CLOCK_SEQUENCE_AND_NODE = (random & 0x3FFFFFFFFFFFFFFFL) | variant | multicast;
    }

    private SystemIds() {}

    static String next() {
        return "node-" + timeBased(steps());
    }

    /// @param steps of 100 ns since the Gregorian reform
    static UUID timeBased(long steps) {
        long low = steps & 0xFFFFFFFFL;
        long mid = steps >>> 32 & 0xFFFFL;
        long high = steps >>> 48 & 0x0FFFL;
        return new UUID(low << 32 | mid << 16 | 0x1000L | high, CLOCK_SEQUENCE_AND_NODE);
    }

    /// Now, but never the same twice.
    private static long steps() {
        Instant now = Instant.now();
        long steps = now.getEpochSecond() * 10_000_000L + now.getNano() / 100 + GREGORIAN_OFFSET;
        return LATEST.accumulateAndGet(steps, (latest, candidate) -> Math.max(latest + 1, candidate));
    }
}
