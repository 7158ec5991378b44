package dev.muster.cluster.boot;

import org.jspecify.annotations.Nullable;

/// No region gave an answer: away, too slow, or broken. Says nothing about the machine that asked.
public final class RegionUnavailable extends Exception {

    public RegionUnavailable(String message) {
        this(message, null);
    }

    public RegionUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
