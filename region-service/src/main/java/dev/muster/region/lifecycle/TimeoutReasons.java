package dev.muster.region.lifecycle;

import dev.muster.region.events.BootTrail;
import dev.muster.region.node.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.Session;

/// Finds out what a node that ran out of time was doing.
@ApplicationScoped
class TimeoutReasons {
    private final BootTrail trail;
    private final Session database;

    TimeoutReasons(BootTrail trail, Session database) {
        this.trail = trail;
        this.database = database;
    }

    /// One sentence for an operator; empty for a node that waits for nothing.
    String of(Node node) {
        return Progress.of(node, trail.since(node.id(), node.work().since()))
                .map(progress -> progress.sentence(now()))
                .orElse("Out of time");
    }

    private Instant now() {
        return database.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }
}
