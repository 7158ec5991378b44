package dev.muster.cluster.boot.snapshot;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

/// The snapshot that a machine was told to boot from.
///
/// @param machine the address that it booted with
record Choice(InetAddress machine, String snapshot, Instant at) {
    /// Longer than any system runs from its snapshot; its disk is held by its session meanwhile.
    private static final Duration LIFE = Duration.ofDays(30);

    boolean isOver(Instant now) {
        return now.isAfter(at.plus(LIFE));
    }
}
