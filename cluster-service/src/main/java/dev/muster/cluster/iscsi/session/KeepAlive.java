package dev.muster.cluster.iscsi.session;

import java.time.Duration;

/// Decides when to ask a silent peer whether it is there, and when to give it up. Times are `System.nanoTime`s.
public final class KeepAlive {
    private static final int PATIENCE = 2;

    /// What to do now.
    public enum Verdict {
        FINE,
        PING,
        GONE
    }

    private final long interval;
    private long heard;
    private int unanswered;

    public KeepAlive(Duration interval, long now) {
        this.interval = interval.toNanos();
        this.heard = now;
    }

    public void heard(long now) {
        heard = now;
        unanswered = 0;
    }

    /// To be called once per interval or oftener.
    public Verdict onTick(long now) {
        if (now - heard < interval * (unanswered + 1)) {
            return Verdict.FINE;
        }
        return unanswered++ < PATIENCE ? Verdict.PING : Verdict.GONE;
    }
}
