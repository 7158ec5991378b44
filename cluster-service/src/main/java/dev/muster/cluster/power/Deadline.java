package dev.muster.cluster.power;

import java.time.Duration;

/// A moment of this process, by a clock that nobody sets.
///
/// @param nanos of [System#nanoTime()]
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime()).plus(time);
    }

    Deadline plus(Duration time) {
        return new Deadline(nanos + time.toNanos());
    }

    Deadline earlier(Deadline other) {
        return nanos - other.nanos < 0 ? this : other;
    }

    /// Never negative.
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean isOver() {
        return left().isZero();
    }
}
