package dev.muster.cluster.boot.progress;

import dev.muster.model.event.BootProgress;

/// Takes boot progress from event loops; must not block.
@FunctionalInterface
public interface ProgressSink {
    void accept(BootProgress progress);
}
