package dev.muster.cluster.power.driver;

import java.io.Serial;
import java.time.Duration;

/// Text that can be read for a while. A pattern from outside may go back and forth over it for longer than anybody
/// lives, and nothing else stops a matcher.
///
/// @param deadline on the clock of [System#nanoTime()]
record TimedText(CharSequence text, long deadline) implements CharSequence {
    static TimedText readableFor(Duration time, CharSequence text) {
        return new TimedText(text, System.nanoTime() + time.toNanos());
    }

    /// The text was read for too long.
    static final class Expired extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private Expired() {
            super(null, null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    /// @throws Expired after the deadline
    @Override
    public char charAt(int index) {
        if (System.nanoTime() - deadline > 0) {
            throw new Expired();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new TimedText(text.subSequence(start, end), deadline);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
