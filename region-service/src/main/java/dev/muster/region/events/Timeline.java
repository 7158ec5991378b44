package dev.muster.region.events;

import dev.muster.model.node.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where features note what happened to a node: part of the caller's transaction if there is one, else at once.
@ApplicationScoped
public class Timeline {
    private final EventRows rows;

    Timeline(EventRows rows) {
        this.rows = rows;
    }

    /// @param nodeId the database's number of the node; the node must have been written
    /// @param mac the card that it happened at, if at one
    /// @param description what an operator reads
    public void record(EventType type, long nodeId, @Nullable MacAddress mac, String description) {
        record(type, type.level(), nodeId, mac, description);
    }

    /// @param level where this one event matters more, or less, than others of its type
    public void record(EventType type, EventLevel level, long nodeId, @Nullable MacAddress mac, String description) {
        rows.insert(List.of(new NewEvent(
                UUID.randomUUID(),
                mac,
                nodeId,
                level,
                type.name(),
                Descriptions.clean(description),
                Instant.now(),
                NewEvent.Boot.NONE)));
    }
}
