package dev.muster.cluster.tftp.policy;

/// How long to wait for an acknowledgement, from the round trips measured so far: RFC 6298 with bounds that suit a
/// machine room. Times are nanoseconds.
final class RetransmissionTimer {
    private static final long MILLI = 1_000_000L;
    private static final long INITIAL = 500 * MILLI;
    private static final long SHORTEST = 20 * MILLI;
    private static final long GRANULARITY = 10 * MILLI;
    private static final int MOST_DOUBLINGS = 12;

    private final long longest;
    private long smoothed = -1;
    private long variation;
    private int doublings;

    /// @param longest no wait is longer than this
    RetransmissionTimer(long longest) {
        this.longest = longest;
    }

    /// Takes a round trip in; only of a block that was sent once (Karn's rule).
    void measured(long roundTrip) {
        if (smoothed < 0) {
            smoothed = roundTrip;
            variation = roundTrip / 2;
        } else {
            variation += (Math.abs(smoothed - roundTrip) - variation) / 4;
            smoothed += (roundTrip - smoothed) / 8;
        }
    }

    /// The client is there: back to the measured wait.
    void progressed() {
        doublings = 0;
    }

    /// Nothing came in time: wait twice as long the next time.
    void expired() {
        doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
    }

    long delay() {
        long once = smoothed < 0 ? INITIAL : Math.max(SHORTEST, smoothed + Math.max(GRANULARITY, 4 * variation));
        return Math.min(longest, once << doublings);
    }
}
