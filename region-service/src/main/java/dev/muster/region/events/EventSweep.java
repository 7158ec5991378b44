package dev.muster.region.events;

import dev.muster.region.watch.Watch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Keeps the timeline within its limits, on every replica: all that is too old, and node after node what is too much.
@ApplicationScoped
class EventSweep {
    private static final int NODES = 200;

    private final OldEvents events;
    private final EventSettings settings;
    private volatile @Nullable Watch watch;
    private long lastNode;

    EventSweep(OldEvents events, EventSettings settings) {
        this.events = events;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        watch = Watch.start("event-sweep", settings.sweep(), () -> {
            age(settings.keep());
            lastNode = thin(settings.perNode(), lastNode);
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var running = watch;
        if (running != null) {
            running.stop();
        }
    }

    /// Deletes what is older.
    void age(Duration keep) {
        OptionalLong position = events.deleteOlder(keep, 0);
        while (position.isPresent() && !Thread.currentThread().isInterrupted()) {
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
            while (deleted == OldEvents.BATCH && !Thread.currentThread().isInterrupted()) {
                deleted = events.delete(surplus);
            }
        });
        return looked.size() < NODES ? 0 : looked.getLast().node();
    }
}
