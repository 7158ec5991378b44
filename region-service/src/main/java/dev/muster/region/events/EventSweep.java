package dev.muster.region.events;

import dev.muster.region.periodic.PeriodicTasks;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Keeps the timeline within its limits, on every replica: all that is too old, and node after node what is too much.
@ApplicationScoped
class EventSweep {
    private static final int NODES = 200;

    private final OldEvents events;
    private final EventSettings settings;
    private final PeriodicTasks tasks;
    private volatile long lastNode;

    EventSweep(OldEvents events, EventSettings settings, PeriodicTasks tasks) {
        this.events = events;
        this.settings = settings;
        this.tasks = tasks;
    }

    @Scheduled(
            identity = "event-sweep",
            every = "{muster.events.sweep}",
            delayed = "{muster.events.sweep}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        age(settings.keep());
        lastNode = thin(settings.perNode(), lastNode);
    }

    /// Deletes what is older.
    void age(Duration keep) {
        OptionalLong position = events.deleteOlder(keep, 0);
        while (position.isPresent() && !tasks.stopping()) {
            position = events.deleteOlder(keep, position.getAsLong());
        }
    }

    /// Deletes what the next nodes have too much.
    ///
    /// @param after the number of the last node of the round before
    /// @return the same of this round; 0 once all had their turn
    long thin(int keep, long after) {
        List<OldEvents.Surplus> looked = events.surplus(keep, after, NODES);
        looked.stream().filter(surplus -> surplus.newest() > 0).forEach(surplus -> {
            int deleted = OldEvents.BATCH;
            while (deleted == OldEvents.BATCH && !tasks.stopping()) {
                deleted = events.delete(surplus);
            }
        });
        return looked.size() < NODES ? 0 : looked.getLast().node();
    }
}
