package dev.muster.region.node;

import dev.muster.model.event.NodeEvent;
import dev.muster.model.event.Topics;
import dev.muster.region.events.EventType;
import dev.muster.region.events.Timeline;
import dev.muster.region.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.UUID;

/// Tells what happened to a node: in its timeline, and to the world.
@ApplicationScoped
public class NodeEvents {
    private final Timeline timeline;
    private final Outbox outbox;

    NodeEvents(Timeline timeline, Outbox outbox) {
        this.timeline = timeline;
        this.outbox = outbox;
    }

    /// @param description what an operator reads
    @Transactional(TxType.MANDATORY)
    public void record(Node node, EventType type, String description) {
        timeline.record(type, node.id(), node.macs().stream().findFirst().orElse(null), description);
        var event = new NodeEvent(
                UUID.randomUUID(),
                node.systemId(),
                node.hostname(),
                type.name(),
                type.level().name(),
                Instant.now(),
                description);
        outbox.publish(Topics.NODE_EVENT, node.systemId(), event);
    }
}
