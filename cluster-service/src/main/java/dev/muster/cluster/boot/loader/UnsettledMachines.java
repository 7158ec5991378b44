package dev.muster.cluster.boot.loader;

import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/// The machines that lately asked for their own file and heard nothing. PXELINUX in the end takes silence for
/// absence and goes on to `default`, which would enlist a machine that the region may know.
final class UnsettledMachines {
    private static final Duration REMEMBERED = Duration.ofMinutes(2);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final ConcurrentHashMap<MacAddress, Instant> lastSilence = new ConcurrentHashMap<>();

    UnsettledMachines(InstantSource clock) {
        this.clock = clock;
    }

    void heardNothing(MacAddress mac) {
        if (lastSilence.size() >= MOST) {
            lastSilence.values().removeIf(this::isOver);
        }
        if (lastSilence.size() < MOST) {
            lastSilence.put(mac, clock.instant());
        }
    }

    void answered(MacAddress mac) {
        lastSilence.remove(mac);
    }

    boolean contains(MacAddress mac) {
        var since = lastSilence.get(mac);
        return since != null && !isOver(since);
    }

    private boolean isOver(Instant since) {
        return clock.instant().isAfter(since.plus(REMEMBERED));
    }
}
