package dev.muster.region.lifecycle;

import dev.muster.region.events.EventType;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.work.NodeWork;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// Tells, long before the time is over, that a machine does not take its next boot step. Once for each step, whoever
/// of the replicas sees it first.
@ApplicationScoped
class StallSweep {
    private static final Logger LOG = Logger.getLogger(StallSweep.class);

    private final NodeWork work;
    private final NodeLock lock;
    private final NodeMoves moves;
    private final NodeEvents events;
    private final Trails trails;
    private final LifecycleSettings settings;

    StallSweep(
            NodeWork work,
            NodeLock lock,
            NodeMoves moves,
            NodeEvents events,
            Trails trails,
            LifecycleSettings settings) {
        this.work = work;
        this.lock = lock;
        this.moves = moves;
        this.events = events;
        this.trails = trails;
        this.settings = settings;
    }

    /// Each node in a transaction of its own; one that cannot be told of is logged and keeps nobody waiting.
    void sweep() {
        Set<Long> looked = new HashSet<>();
        for (List<Long> found = hanging(looked); !found.isEmpty(); found = hanging(looked)) {
            looked.addAll(found);
            found.forEach(this::look);
        }
    }

    private List<Long> hanging(Set<Long> looked) {
        return QuarkusTransaction.requiringNew().call(() -> work.hanging(settings.stall(), looked));
    }

    private void look(long nodeId) {
        try {
            QuarkusTransaction.requiringNew().run(() -> lock.ifFree(nodeId)
                    .filter(held -> work.noteHanging(nodeId, settings.stall()))
                    .map(moves::of)
                    .ifPresent(this::tell));
        } catch (RuntimeException e) {
            LOG.error("whether the boot of node " + nodeId + " hangs cannot be told", e);
        }
    }

    /// A machine that has all its boot steps behind it works, and may take its time.
    private void tell(Node node) {
        trails.of(node)
                .filter(progress -> progress.missing().isPresent())
                .ifPresent(progress -> events.record(node, EventType.NODE_BOOT_STALLED, trails.sentence(progress)));
    }
}
