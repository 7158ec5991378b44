package dev.muster.cluster.region;

import java.io.Serial;

/// The region answered, and the answer was no.
public final class RegionRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST_REASON = 300;

    private final int status;

    RegionRefused(int status, String body) {
        super(status + ": " + body.strip().substring(0, Math.min(body.strip().length(), LONGEST_REASON)));
        this.status = status;
    }

    /// HTTP status of the refusal.
    public int status() {
        return status;
    }
}
